import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../backend.js';
import { openBackend } from '../../open-backend.js';

let backend: Backend;
beforeAll(async () => { backend = await openBackend({ name: 'wasm' }); });
afterAll(() => backend.dispose());

const convolutionCase = fc.record({
  batch: fc.integer({ min: 1, max: 3 }), height: fc.integer({ min: 1, max: 11 }), width: fc.integer({ min: 1, max: 11 }),
  inChannels: fc.integer({ min: 1, max: 9 }), outChannels: fc.integer({ min: 1, max: 9 }),
  kernel: fc.constantFrom(1, 3, 5), stride: fc.constantFrom(1, 2), pad: fc.constantFrom('same' as const, 'valid' as const),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
}).filter(({ height, width, kernel, pad }) => pad === 'same' || (height >= kernel && width >= kernel));

type Values = { values: Float32Array; shape: number[] };

function random(shape: number[], seed: number): Values {
  let state = seed + 1;
  const next = () => ((state = (Math.imul(state, 48271) + 11) & 0x7fffffff) / 0x40000000) - 1;
  return { values: Float32Array.from({ length: tf.util.sizeFromShape(shape) }, next), shape };
}

/** Runs one kernel on one backend from plain numbers to plain numbers, and expects that no tensor is left behind. */
async function runOn(name: string, kernel: string, inputs: Record<string, Values>, attributes: object): Promise<Values> {
  await tf.setBackend(name);
  const before = tf.memory().numTensors;
  const result = tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(inputs).map(([key, { values, shape }]) => [key, tf.tensor(values, shape)]));
    const output = tf.engine().runKernel(kernel, tensors, attributes as tf.NamedAttrMap) as tf.Tensor;
    return { values: output.dataSync<'float32'>().slice(), shape: output.shape };
  });
  expect(tf.memory().numTensors).toBe(before);
  return result;
}

async function expectSame(kernel: string, inputs: Record<string, Values>, attributes: object): Promise<void> {
  const expected = await runOn('cpu', kernel, inputs, attributes);
  const actual = await runOn('wasm', kernel, inputs, attributes);
  expect(actual.shape).toEqual(expected.shape);
  const scale = Math.max(1, ...expected.values.map(Math.abs));
  expected.values.forEach((value, index) => expect(Math.abs((actual.values[index] as number) - value)).toBeLessThan(1e-4 * scale));
}

describe('gradient kernels agree with the cpu backend', () => {
  it('of convolutions', () => fc.assert(fc.asyncProperty(convolutionCase, async (c) => {
    const inputShape = [c.batch, c.height, c.width, c.inChannels] as [number, number, number, number];
    const filterShape = [c.kernel, c.kernel, c.inChannels, c.outChannels] as [number, number, number, number];
    const { outShape } = tf.backend_util.computeConv2DInfo(inputShape, filterShape, c.stride, 1, c.pad);
    const x = random(inputShape, c.seed), filter = random(filterShape, c.seed + 1), dy = random(outShape, c.seed + 2);
    const attributes = { strides: [c.stride, c.stride], pad: c.pad, dataFormat: 'NHWC' };
    await expectSame(tf.Conv2DBackpropFilter, { x, dy }, { ...attributes, filterShape });
    await expectSame(tf.Conv2DBackpropInput, { dy, filter }, { ...attributes, inputShape });
  }), { numRuns: 150 }));

  it('of depthwise convolutions', () => fc.assert(fc.asyncProperty(convolutionCase, async (c) => {
    const inputShape = [c.batch, c.height, c.width, c.inChannels] as [number, number, number, number];
    const filterShape = [c.kernel, c.kernel, c.inChannels, 1] as [number, number, number, number];
    const { outShape } = tf.backend_util.computeConv2DInfo(inputShape, filterShape, c.stride, 1, c.pad, undefined, true);
    const x = random(inputShape, c.seed), filter = random(filterShape, c.seed + 1), dy = random(outShape, c.seed + 2);
    const attributes = { strides: [c.stride, c.stride], pad: c.pad, dilations: [1, 1] };
    await expectSame(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, { ...attributes, filterShape });
    await expectSame(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, { ...attributes, inputShape });
  }), { numRuns: 150 }));

  it('of explicitly padded convolutions, padding wider than the filter included', async () => {
    const inputShape = [2, 5, 4, 3] as [number, number, number, number], filterShape = [3, 3, 3, 2] as [number, number, number, number];
    for (const padding of [[[0, 0], [2, 1], [0, 2], [0, 0]], [[0, 0], [3, 4], [1, 3], [0, 0]]] as const) {
      const pad = padding as unknown as tf.backend_util.ExplicitPadding;
      const { outShape } = tf.backend_util.computeConv2DInfo(inputShape, filterShape, 1, 1, pad);
      const attributes = { strides: [1, 1], pad, dataFormat: 'NHWC' };
      await expectSame(tf.Conv2DBackpropFilter, { x: random(inputShape, 1), dy: random(outShape, 2) }, { ...attributes, filterShape });
      const filter = random(filterShape, 3);
      await expectSame(tf.Conv2DBackpropInput, { dy: random(outShape, 2), filter }, { ...attributes, inputShape });
    }
  });
});

it('sums and means agree with the cpu backend over any axes', () => fc.assert(fc.asyncProperty(
  fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }), fc.subarray([0, 1, 2, 3]), fc.boolean(),
  fc.integer({ min: 0, max: 1000 }),
  async (shape, chosen, keepDims, seed) => {
    const axis = chosen.filter((index) => index < shape.length);
    await expectSame(tf.Sum, { x: random(shape, seed) }, { axis, keepDims });
    await expectSame(tf.Mean, { x: random(shape, seed) }, { axis, keepDims });
  }), { numRuns: 200 }));

it('refuses a channel multiplier, which it does not compute', async () => {
  const inputs = { x: random([1, 4, 4, 2], 1), dy: random([1, 4, 4, 4], 2) };
  const attributes = { strides: [1, 1], pad: 'same', dilations: [1, 1], filterShape: [3, 3, 2, 2] };
  await expect(runOn('wasm', tf.DepthwiseConv2dNativeBackpropFilter, inputs, attributes)).rejects.toThrow('channel multiplier of 1, not 2');
});

it('clones share their values until the last handle is gone', async () => {
  await tf.setBackend('wasm');
  const before = tf.memory();
  const first = tf.tensor1d([1, 2, 3]);
  const second = tf.clone(first);
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
  first.dispose();
  expect([...second.dataSync()]).toEqual([1, 2, 3]);
  second.dispose();
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
});

it('splits agree with the cpu backend along any axis', async () => {
  const x = random([6, 4], 1);
  const parts = async (name: string, sizes: number[], axis: number) => {
    await tf.setBackend(name);
    return tf.tidy(() => tf.split(tf.tensor(x.values, x.shape), sizes, axis)
      .map((part) => ({ shape: part.shape, values: [...part.dataSync()] })));
  };
  for (const [sizes, axis] of [[[1, 2, 3], 0], [[6], 0], [[3, 1], 1], [[2, 2], -1]] as const) {
    expect(await parts('wasm', [...sizes], axis)).toEqual(await parts('cpu', [...sizes], axis));
  }
});
