import type { Decision, DecisionSpace } from '@stride/core';
import { rowMajorSpace } from '../data/row-major.js';

/** Blocks of the MnasNet / EfficientNet-B0 space of Accel-NASBench. */
const BLOCKS = 7;
/** The block that may also have four layers. */
const DEEPEST = 5;

const blocks = (name: string, choicesOf: (block: number) => readonly number[]): Decision[] => (
  Array.from({ length: BLOCKS }, (_, block) => ({ path: `/${name}${block}`, choices: choicesOf(block) })));

/** Expansion, kernel, layers and squeeze-excite of each block, in the order of the surrogate's features. */
export const DECISIONS: readonly Decision[] = [
  ...blocks('e', () => [1, 4, 6]),
  ...blocks('k', () => [3, 5]),
  ...blocks('l', (block) => (block === DEEPEST ? [1, 2, 3, 4] : [1, 2, 3])),
  ...blocks('se', () => [0, 1]),
];

/** 1.04 * 10^11 networks, none of them twice. */
export const ACCEL_NASBENCH_SPACE: DecisionSpace = rowMajorSpace(DECISIONS);

/** The values that an encoding chooses. */
export function featuresOf(encoding: readonly number[]): number[] {
  return DECISIONS.map(({ choices }, at) => choices[encoding[at] as number] as number);
}

/** @throws RangeError for a value that is no choice of its decision */
export function encodingOf(features: readonly number[]): number[] {
  return DECISIONS.map(({ path, choices }, at) => {
    const index = choices.indexOf(features[at] as number);
    if (index < 0) throw new RangeError(`found ${features[at]} for ${path.slice(1)}; expected one of ${choices.join(', ')}`);
    return index;
  });
}

/** EfficientNet-B0 in this space (arXiv 1905.11946, table 1). */
export const EFFICIENTNET_B0: readonly number[] = encodingOf([
  1, 6, 6, 6, 6, 6, 6,
  3, 3, 5, 3, 5, 5, 3,
  1, 2, 2, 3, 3, 4, 1,
  1, 1, 1, 1, 1, 1, 1,
]);
