import { costOf, createRng, expandBlocks, type Architecture, type Stage } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.js';
import { openBackend } from '../backends/open-backend.js';
import { inferencePass, trainingPass } from './forward-pass.js';
import { buildNetwork, type Network } from './network.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend(); });
afterAll(() => backend.dispose());

const stage = (op: Stage['op'], stride: Stage['stride'], expansion: number, channels: number, layers: number, squeezeExcite = 0): Stage =>
  ({ op, kernel: 3, stride, expansion, channels, layers, squeezeExcite });

const EFFICIENTNET_V2_B0: Architecture = {
  schemaVersion: 1, input: { height: 224, width: 224, channels: 3 }, classes: 1000, stem: { kernel: 3, stride: 2, channels: 32 },
  stages: [
    stage('fused_mbconv', 1, 1, 16, 1), stage('fused_mbconv', 2, 4, 32, 2), stage('fused_mbconv', 2, 4, 48, 2),
    stage('mbconv', 2, 4, 96, 3, 0.25), stage('mbconv', 1, 6, 112, 5, 0.25), stage('mbconv', 2, 6, 192, 8, 0.25),
  ],
  head: { channels: 1280 },
};

const upTo = (max: number) => fc.integer({ min: 1, max });

const architectures = fc.record({
  schemaVersion: fc.constant(1 as const),
  input: fc.record({ height: upTo(12), width: upTo(12), channels: upTo(3) }),
  classes: fc.integer({ min: 2, max: 6 }),
  stem: fc.record({ kernel: fc.constantFrom(1, 3, 5, 7), stride: fc.constantFrom(1, 2), channels: fc.integer({ min: 1, max: 6 }) }),
  stages: fc.array(fc.record({
    op: fc.constantFrom('mbconv', 'fused_mbconv'), kernel: fc.constantFrom(1, 3, 5, 7), stride: fc.constantFrom(1, 2),
    expansion: fc.integer({ min: 1, max: 4 }), channels: fc.integer({ min: 1, max: 6 }), layers: fc.integer({ min: 1, max: 3 }),
    squeezeExcite: fc.constantFrom(0, 0.25, 0.5),
  }), { minLength: 1, maxLength: 3 }),
  head: fc.record({ channels: fc.integer({ min: 1, max: 8 }) }),
}) as fc.Arbitrary<Architecture>;

const count = (network: Network) => network.parameters.reduce((sum, { variable }) => sum + variable.size, 0);

describe('a network', () => {
  it('of EfficientNetV2-B0 has its 7,139,704 parameters', () => {
    const network = buildNetwork(EFFICIENTNET_V2_B0, createRng(1));
    expect(count(network)).toBe(7_139_704);
    expect(costOf(EFFICIENTNET_V2_B0).params).toBe(7_139_704);
    network.dispose();
  });

  it('has exactly the parameters that the cost model counts, runs both passes, and leaves no tensor behind', () => fc.assert(
    fc.property(architectures, (architecture) => {
      const before = tf.memory().numTensors;
      const network = buildNetwork(architecture, createRng(1));
      expect(count(network)).toBe(costOf(architecture).params);
      const { height, width, channels } = architecture.input;
      tf.tidy(() => {
        const images = tf.ones([2, height, width, channels]) as tf.Tensor4D;
        const moments: tf.Tensor[] = [];
        const training = trainingPass(
          { dropout: 0.5, stochasticDepth: 0.5 }, createRng(2), (_, { mean, variance }) => moments.push(mean, variance));
        for (const pass of [training, inferencePass(network.statistics)]) {
          expect(network.forward(images, pass).shape).toEqual([2, architecture.classes]);
        }
        tf.dispose(moments);
      });
      network.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }), { numRuns: 60 }));

  it('starts from the same weights for the same seed, from others for another', () => {
    const small = { ...EFFICIENTNET_V2_B0, stages: EFFICIENTNET_V2_B0.stages.slice(0, 2), head: { channels: 8 }, classes: 3 };
    const weights = (seed: number) => {
      const network = buildNetwork(small, createRng(seed));
      const values = network.parameters.flatMap(({ variable }) => [...variable.dataSync()]);
      network.dispose();
      return values;
    };
    expect(weights(5)).toEqual(weights(5));
    expect(weights(5)).not.toEqual(weights(6));
  });

  it('starts with the spread that the released initialisers have', () => {
    const network = buildNetwork(EFFICIENTNET_V2_B0, createRng(1));
    const kernels = network.parameters.filter(({ kind }) => kind === 'kernel').map(({ variable }) => variable);
    const deviation = (variable: tf.Variable) =>
      Math.sqrt(variable.dataSync<'float32'>().reduce((sum, value) => sum + value * value, 0) / variable.size);
    const depthwise = kernels.find(({ shape }) => shape[0] === 3 && shape[3] === 1 && shape[2] === 192 * 6) as tf.Variable;
    expect(deviation(depthwise)).toBeCloseTo(Math.sqrt(2 / 9), 1);
    const head = kernels.at(-2) as tf.Variable;
    expect(head.shape).toEqual([1, 1, 192, 1280]);
    expect(deviation(head) / Math.sqrt(2 / 1280)).toBeCloseTo(1, 2);
    const classifier = kernels.at(-1) as tf.Variable;
    expect(Math.max(...classifier.dataSync().slice(0, 50_000).map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(1000) + 1e-7);
    network.dispose();
  });
});

describe('stochastic depth', () => {
  const blocks: Architecture = {
    schemaVersion: 1, input: { height: 4, width: 4, channels: 1 }, classes: 2, stem: { kernel: 1, stride: 1, channels: 2 },
    stages: [stage('fused_mbconv', 1, 1, 2, 4)], head: { channels: 2 },
  };

  it('asks for a share that grows linearly from 0 over residual blocks', () => {
    const network = buildNetwork(blocks, createRng(1));
    const depths: number[] = [];
    const pass = inferencePass(network.statistics);
    const dropBranch = (branch: tf.Tensor4D, depth: number) => {
      depths.push(depth);
      return branch;
    };
    tf.tidy(() => network.forward(tf.ones([1, 4, 4, 1]), { ...pass, dropBranch }));
    expect(expandBlocks(blocks).every(({ hasResidual }) => hasResidual)).toBe(true);
    expect(depths).toEqual([0, 0.25, 0.5, 0.75]);
    network.dispose();
  });

  it('drops whole images and scales the kept ones up', () => tf.tidy(() => {
    const pass = trainingPass({ dropout: 0, stochasticDepth: 0.5 }, createRng(3), () => {});
    const kept = pass.dropBranch(tf.ones([400, 2, 2, 1]), 1).arraySync().map((image) => image.flat(2));
    kept.forEach((image) => expect([[0, 0, 0, 0], [2, 2, 2, 2]]).toContainEqual(image));
    const share = kept.filter((image) => image[0] === 2).length / 400;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(pass.dropBranch(tf.ones([4, 1, 1, 1]), 0).arraySync().flat(3)).toEqual([1, 1, 1, 1]);
  }));
});
