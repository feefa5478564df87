import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostOf } from './module.js';
import { openWasm, random } from './testing/compare.js';

let backend: BackendWasm;
beforeAll(async () => { backend = await openWasm(); });
afterAll(() => tf.removeBackend('wasm'));

const heapBytes = () => hostOf(backend).asm.memory.buffer.byteLength;

/** Every kernel once, on sizes that need padding and scratch. */
function step(): number[] {
  return tf.tidy(() => {
    const tensor = (shape: number[], seed: number) => tf.tensor(random(shape, seed).values, shape);
    const x = tensor([2, 9, 9, 6], 1), filter = tensor([3, 3, 6, 11], 2), dy = tensor([2, 5, 5, 11], 3);
    const single = tensor([3, 3, 6, 1], 4), thin = tensor([2, 5, 5, 6], 5);
    const options = { strides: [2, 2], pad: 'same', dilations: [1, 1], dataFormat: 'NHWC' };
    const run = (name: string, inputs: tf.NamedTensorMap, more: object = {}) =>
      tf.engine().runKernel(name, inputs, { ...options, ...more } as tf.NamedAttrMap) as tf.Tensor;
    const wide = tensor([3, 3, 32, 33], 8), many = tensor([2, 5, 5, 32], 9), outputs = tensor([2, 5, 5, 33], 10);
    const whole = { strides: [1, 1] };
    return [
      run(tf.Conv2D, { x: many, filter: wide }, whole), run(tf.Conv2DBackpropInput, { dy: outputs, filter: wide }, { inputShape: many.shape, ...whole }),
      run(tf.Conv2DBackpropFilter, { x: many, dy: outputs }, { filterShape: wide.shape, ...whole }),
      run(tf.Conv2D, { x, filter }), run(tf.Conv2DBackpropInput, { dy, filter }, { inputShape: x.shape }),
      run(tf.Conv2DBackpropFilter, { x, dy }, { filterShape: filter.shape }), run(tf.DepthwiseConv2dNative, { x, filter: single }),
      run(tf.DepthwiseConv2dNativeBackpropInput, { dy: thin, filter: single }, { inputShape: x.shape }),
      run(tf.DepthwiseConv2dNativeBackpropInput, { dy: thin, filter: single }, { inputShape: thin.shape, strides: [1, 1] }),
      run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy: thin }, { filterShape: single.shape }),
      tf.matMul(tensor([7, 5], 6), tensor([7, 3], 7), true) as tf.Tensor,
    ].flatMap((output) => [...output.dataSync()]);
  });
}

it('gives the same values after memory has grown, in the middle of a kernel included', () => {
  const before = step();
  const first = heapBytes();
  // Unlike the tensor before it, a copy with borders cannot fit into what is left.
  const grown = tf.tidy(() => {
    const x = tf.fill([1, 600, 600, 30], 1) as tf.Tensor4D;
    const filter = tf.fill([3, 3, 30, 1], 1) as tf.Tensor4D;
    return tf.conv2d(x, filter, 1, 'same').dataSync().slice(601, 603);
  });
  expect([...grown]).toEqual([270, 270]);
  expect(heapBytes()).toBeGreaterThan(first);
  expect(step()).toEqual(before);
});

it('keeps tensors and heap flat over many steps', () => {
  step();
  const before = { ...tf.memory(), heap: heapBytes() };
  for (let count = 0; count < 500; count++) step();
  expect({ ...tf.memory(), heap: heapBytes() }).toEqual(before);
});
