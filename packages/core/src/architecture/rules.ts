import { integerBetween, numberBetween, oneOf, type Rule } from '../documents/rules.js';
import type { Architecture, BlockOp, Kernel, Stage, Stride } from './architecture.js';

export const BLOCK_OPS: readonly BlockOp[] = ['mbconv', 'fused_mbconv'];
export const KERNELS: readonly Kernel[] = [1, 3, 5, 7];
export const STRIDES: readonly Stride[] = [1, 2];

/**
 * Far beyond any network that has been trained; they keep a document of a few bytes from asking for years of work.
 */
export const MAX_STAGES = 64;
export const MAX_LAYERS = 512;

type Rules<T> = { readonly [K in keyof T]-?: Rule<T[K]> };

/** What each field of an architecture may hold; a search space offers choices of the same values. */
export const ARCHITECTURE_RULES: {
  readonly schemaVersion: Rule<1>;
  readonly input: Rules<Architecture['input']>;
  readonly classes: Rule<number>;
  readonly stem: Rules<Architecture['stem']>;
  readonly stage: Rules<Stage>;
  readonly head: Rules<Architecture['head']>;
} = {
  schemaVersion: oneOf([1]),
  input: { height: integerBetween(1, 8192), width: integerBetween(1, 8192), channels: integerBetween(1, 1024) },
  classes: integerBetween(2, 1_000_000),
  stem: { kernel: oneOf(KERNELS), stride: oneOf(STRIDES), channels: integerBetween(1, 16_384) },
  stage: {
    op: oneOf(BLOCK_OPS),
    kernel: oneOf(KERNELS),
    stride: oneOf(STRIDES),
    expansion: integerBetween(1, 64),
    channels: integerBetween(1, 16_384),
    layers: integerBetween(1, MAX_LAYERS),
    squeezeExcite: numberBetween(0, 1),
  },
  head: { channels: integerBetween(1, 16_384) },
};
