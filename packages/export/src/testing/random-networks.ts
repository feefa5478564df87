/** For tests: small architectures of every kind, with random weights, and what the engine says of some images. */
import { createRng, fullTrainingTask, TRAINING_RECIPE, type Architecture, type Rng, type Stage } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import { inferencePass, openBackend, openSession } from '@stride/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { TrainedNetwork } from '../network/trained-network.js';

const kernel = fc.constantFrom(1, 3, 5, 7);
const stride = fc.constantFrom(1, 2);
const channels = fc.integer({ min: 1, max: 9 });

const stage: fc.Arbitrary<Stage> = fc.record({
  op: fc.constantFrom('mbconv', 'fused_mbconv'), kernel, stride,
  expansion: fc.integer({ min: 1, max: 3 }), channels, layers: fc.integer({ min: 1, max: 3 }),
  squeezeExcite: fc.constantFrom(0, 0.25, 1),
});

/** Any kind of layer and any parity of sizes, small enough to be run often. Images may be smaller than kernels. */
export const smallArchitectures: fc.Arbitrary<Architecture> = fc.record({
  schemaVersion: fc.constant(1 as const),
  input: fc.record({ height: fc.integer({ min: 1, max: 24 }), width: fc.integer({ min: 1, max: 24 }), channels: fc.integer({ min: 1, max: 4 }) }),
  classes: fc.integer({ min: 2, max: 7 }),
  stem: fc.record({ kernel, stride, channels }),
  stages: fc.array(stage, { minLength: 1, maxLength: 4 }),
  head: fc.record({ channels: fc.integer({ min: 1, max: 12 }) }),
});

export interface RandomFixture {
  readonly network: TrainedNetwork;
  /** Normalised, [count, height, width, channels]. */
  readonly inputs: Float32Array;
  readonly count: number;
  /** What the engine makes of them, [count, classes]. */
  readonly logits: Float32Array;
}

const COUNT = 3;

/** No parameter and no running statistic keeps a value that would hide its being left out, such as 0 or 1. */
export async function randomNetwork(architecture: Architecture, seed: number): Promise<RandomFixture> {
  const backend = await openBackend({ name: 'wasm' });
  const dataset = syntheticDataset({ shape: architecture.input, classes: architecture.classes, train: 8, validation: 8, test: 8 });
  const session = openSession(backend, dataset, architecture, fullTrainingTask({ ...TRAINING_RECIPE, epochs: 1, batchSize: 8 }));
  const rng = createRng(seed);
  for (const { kind, variable } of session.network.parameters) {
    if (kind !== 'kernel') set(variable, kind === 'scale' ? uniform(rng, variable.size, 0.5, 1.5) : uniform(rng, variable.size, -0.5, 0.5));
  }
  const statistics = session.network.statistics.state()[0]?.size ?? 0;
  const [means, variances] = [uniform(rng, statistics, -0.5, 0.5), uniform(rng, statistics, 0.5, 2)];
  session.network.statistics.restore([means, variances], 1);

  const images = tf.tensor4d(uniform(rng, COUNT * architecture.input.height * architecture.input.width * architecture.input.channels, -2, 2),
    [COUNT, architecture.input.height, architecture.input.width, architecture.input.channels]);
  const logits = tf.tidy(() => session.network.forward(images, inferencePass(session.network.statistics)));
  const parameters = session.network.parameters.map(({ variable }) => Float32Array.from(variable.dataSync()));
  const fixture: RandomFixture = {
    network: new TrainedNetwork({ architecture, normalization: session.normalization, dataset: dataset.name, parameters, means, variances }),
    inputs: Float32Array.from(await images.data()), count: COUNT, logits: Float32Array.from(await logits.data()),
  };
  tf.dispose([images, logits]);
  session.dispose();
  return fixture;
}

function set(variable: tf.Variable, values: Float32Array): void {
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
}

const uniform = (rng: Rng, length: number, from: number, to: number) => Float32Array.from({ length }, () => from + (to - from) * rng.next());

export function largestDifference(logits: Float32Array, expected: Float32Array): number {
  return logits.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] as number))), 0);
}
