import { rowMajorSpace } from '@stride/simulator';
import { expect, it } from 'vitest';
import { findBest } from './find-best.js';

it('climbs to the best point of a function that a change of one decision alone does not lead to', () => {
  const space = rowMajorSpace(Array.from({ length: 8 }, (_, index) => ({ path: `/${index}`, choices: [0, 1, 2] })));
  // Two neighbours must change together: one alone costs more than it brings.
  const value = (encoding: readonly number[]) => encoding.reduce((sum, index, at) => sum + (at % 2 === 0 && index === encoding[at + 1] ? index : 0) - (index === encoding[at ^ 1] ? 0 : 1), 0);
  expect(findBest(space, value, 10, 1)).toMatchObject({ encoding: [2, 2, 2, 2, 2, 2, 2, 2], value: 8 });
});
