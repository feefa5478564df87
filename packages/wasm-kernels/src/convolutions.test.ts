import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSame, openWasm, random, runOn, VARIANTS, type Values } from './testing/compare.js';

type Shape4D = [number, number, number, number];

beforeAll(() => openWasm());
afterAll(() => tf.removeBackend('wasm'));

/** Sizes and channels up to the limits, few enough products of them for the cpu backend to follow. */
const cases = (work: (c: { pixels: number; kernel: number; inChannels: number; outChannels: number }) => number) => fc.record({
  batch: fc.integer({ min: 1, max: 3 }), height: fc.integer({ min: 1, max: 40 }), width: fc.integer({ min: 1, max: 40 }),
  inChannels: fc.integer({ min: 1, max: 67 }), outChannels: fc.integer({ min: 1, max: 67 }),
  kernel: fc.constantFrom(1, 3, 5, 7), stride: fc.constantFrom(1, 2), pad: fc.constantFrom('same' as const, 'valid' as const),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
}).filter(({ height, width, kernel, pad }) => pad === 'same' || (height >= kernel && width >= kernel))
  .filter((c) => work({ ...c, pixels: c.batch * c.height * c.width / c.stride ** 2 }) < 2_000_000);

const convolutionCase = cases(({ pixels, kernel, inChannels, outChannels }) => pixels * kernel * kernel * inChannels * outChannels);
const depthwiseCase = cases(({ pixels, kernel, inChannels }) => pixels * kernel * kernel * inChannels);

describe.each(VARIANTS)('agree with the cpu backend, with %s', (variant) => {
  beforeAll(() => openWasm(variant));

  it('convolutions and their gradients', () => fc.assert(fc.asyncProperty(convolutionCase, async (c) => {
    const inputShape: Shape4D = [c.batch, c.height, c.width, c.inChannels];
    const filterShape: Shape4D = [c.kernel, c.kernel, c.inChannels, c.outChannels];
    await compareConvolution(inputShape, filterShape, [c.stride, c.stride], c.pad, c.seed);
  }), { numRuns: 60 }));

  it('depthwise convolutions and their gradients', () => fc.assert(fc.asyncProperty(depthwiseCase, async (c) => {
    const inputShape: Shape4D = [c.batch, c.height, c.width, c.inChannels];
    const filterShape: Shape4D = [c.kernel, c.kernel, c.inChannels, 1];
    const { outShape } = tf.backend_util.computeConv2DInfo(inputShape, filterShape, c.stride, 1, c.pad, undefined, true);
    const x = random(inputShape, c.seed), filter = random(filterShape, c.seed + 1), dy = random(outShape, c.seed + 2);
    const attributes = { strides: [c.stride, c.stride], pad: c.pad, dilations: [1, 1] };
    await expectSame(tf.DepthwiseConv2dNative, { x, filter }, attributes);
    await expectSame(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, { ...attributes, filterShape });
    await expectSame(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, { ...attributes, inputShape });
  }), { numRuns: 60 }));

  it('explicit padding, wider than the filter included, and uneven strides and filters', async () => {
    for (const padding of [[[0, 0], [2, 1], [0, 2], [0, 0]], [[0, 0], [3, 4], [1, 3], [0, 0]]] as const) {
      await compareConvolution([2, 5, 4, 3], [3, 3, 3, 2], [1, 1], padding as unknown as tf.backend_util.ExplicitPadding, 1);
    }
    await compareConvolution([2, 9, 7, 5], [5, 2, 5, 9], [3, 1], 'same', 2);
    await compareConvolution([1, 8, 9, 4], [1, 3, 4, 8], [2, 3], 'valid', 3);
    await compareConvolution([3, 1, 1, 4], [1, 1, 4, 8], [2, 2], 'same', 4);
    await compareConvolution([3, 6, 7, 12], [1, 1, 12, 16], [1, 1], 'same', 5);
  });
});

async function compareConvolution(
  inputShape: Shape4D, filterShape: Shape4D, strides: [number, number], pad: 'same' | 'valid' | tf.backend_util.ExplicitPadding, seed: number,
): Promise<void> {
  const { outShape } = tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad);
  const x = random(inputShape, seed), filter = random(filterShape, seed + 1), dy = random(outShape, seed + 2);
  const attributes = { strides, pad, dataFormat: 'NHWC', dilations: [1, 1] };
  await expectSame(tf.Conv2D, { x, filter }, attributes);
  await expectSame(tf.Conv2DBackpropFilter, { x, dy }, { ...attributes, filterShape });
  await expectSame(tf.Conv2DBackpropInput, { dy, filter }, { ...attributes, inputShape });
}

it('leaves dilated convolutions to the shipped kernels', async () => {
  const attributes = { strides: [1, 1], pad: 'same', dilations: [2, 2], dataFormat: 'NHWC' };
  await expectSame(tf.Conv2D, { x: random([1, 7, 7, 3], 1), filter: random([3, 3, 3, 4], 2) }, attributes);
  await expectSame(tf.DepthwiseConv2dNative, { x: random([1, 7, 7, 3], 1), filter: random([3, 3, 3, 1], 2) }, attributes);
});

it('refuses the gradients of a channel multiplier, which it does not compute', async () => {
  const inputs = { x: random([1, 4, 4, 2], 1), dy: random([1, 4, 4, 4], 2) };
  const attributes = { strides: [1, 1], pad: 'same', dilations: [1, 1], filterShape: [3, 3, 2, 2] };
  await expect(runOn('wasm', tf.DepthwiseConv2dNativeBackpropFilter, inputs, attributes)).rejects.toThrow('channel multiplier of 1, not 2');
});

/** Away from the borders: what is multiplied with the zeros around them is NaN too, where the cpu backend leaves it out. */
const withNaN = (values: Values): Values => ({ ...values, values: values.values.map((value, index) => (index === 72 ? NaN : value)) });
const countNaN = ({ values }: Values) => values.filter(Number.isNaN).length;

it('turns NaN in into NaN out, in the same places as the cpu backend', async () => {
  const x = random([1, 6, 6, 5], 1), dy = random([1, 6, 6, 5], 2), filter = random([3, 3, 5, 5], 3), single = random([3, 3, 5, 1], 4);
  const attributes = { strides: [1, 1], pad: 'same', dilations: [1, 1], dataFormat: 'NHWC' };
  const shapes = { inputShape: x.shape };
  const runs: [string, Record<string, Values>, object][] = [
    [tf.Conv2D, { x: withNaN(x), filter }, attributes],
    [tf.Conv2DBackpropInput, { dy: withNaN(dy), filter }, { ...attributes, ...shapes }],
    [tf.Conv2DBackpropFilter, { x: withNaN(x), dy }, { ...attributes, filterShape: filter.shape }],
    [tf.DepthwiseConv2dNative, { x: withNaN(x), filter: single }, attributes],
    [tf.DepthwiseConv2dNativeBackpropInput, { dy: withNaN(dy), filter: single }, { ...attributes, ...shapes }],
    [tf.DepthwiseConv2dNativeBackpropFilter, { x, dy: withNaN(dy) }, { ...attributes, filterShape: single.shape }],
  ];
  for (const [kernel, inputs, options] of runs) {
    const expected = await runOn('cpu', kernel, inputs, options), actual = await runOn('wasm', kernel, inputs, options);
    expect(countNaN(actual)).toBeGreaterThan(0);
    expect(actual.values.map((value) => Number(Number.isNaN(value)))).toEqual(expected.values.map((value) => Number(Number.isNaN(value))));
  }
});
