import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectSame, openWasm, random, runOn, VARIANTS } from './testing/compare.js';

beforeAll(() => openWasm());
afterAll(() => tf.removeBackend('wasm'));

const size = fc.integer({ min: 1, max: 67 });

it.each(VARIANTS)('products agree with the cpu backend, either side transposed, batches shared or not, with %s', async (variant) => {
  await openWasm(variant);
  await fc.assert(fc.asyncProperty(
  size, size, size, fc.boolean(), fc.boolean(), fc.constantFrom<number[][]>([[], []], [[3], [3]], [[1], [2]], [[2, 2], [1, 1]], [[], [2]], [[1, 1], [1]]),
  fc.integer({ min: 0, max: 1000 }),
  async (rows, inner, columns, transposeA, transposeB, [outerA = [], outerB = []], seed) => {
    const a = random([...outerA, ...(transposeA ? [inner, rows] : [rows, inner])], seed);
    const b = random([...outerB, ...(transposeB ? [columns, inner] : [inner, columns])], seed + 1);
    await expectSame(tf.BatchMatMul, { a, b }, { transposeA, transposeB });
  }), { numRuns: 100 });
});

it('a NaN spoils its row of the product and no other', async () => {
  const a = random([5, 4], 1), b = random([4, 9], 2);
  a.values[6] = NaN;
  const { values } = await runOn('wasm', tf.BatchMatMul, { a, b }, { transposeA: false, transposeB: false });
  values.forEach((value, index) => expect(Number.isNaN(value)).toBe(Math.floor(index / 9) === 1));
});
