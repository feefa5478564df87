import { createHash } from 'node:crypto';
import type { Split } from '@stride/core';
import { expect, it } from 'vitest';
import { loadMnist } from './source.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const perClass = ({ labels }: Split) => Array.from({ length: 10 }, (_, label) => labels.filter((each) => each === label).length);

it('keeps the published test split and always holds the same images out', async () => {
  const { train, validation, test } = await loadMnist();
  expect([train.size, validation.size, test.size]).toEqual([50_000, 10_000, 10_000]);
  // As published: LeCun, Cortes & Burges, test file.
  expect(perClass(test)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  const published = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
  expect(perClass(train).map((count, label) => count + (perClass(validation)[label] ?? 0))).toEqual(published);
  expect({ validation: sha256(validation.images), train: sha256(train.images) }).toMatchInlineSnapshot(`
    {
      "train": "9fac6eeb6ebd475d1f7b21eff70a85a27d60fd1726d753e7b434eb1b78a51a0b",
      "validation": "5db313bd1d7fc9397438c11fee224c71ef7ab2e144883e16af23a2db002347f3",
    }
  `);
});
