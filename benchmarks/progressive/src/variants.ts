/** What is compared: the same network and recipe, three ways to get to the full image size and regularization. */
import { fullTrainingTask, linearProgressive, NOT_PROGRESSIVE, parseArchitecture, type Architecture, type Progressive, type ProxyTask } from '@stride/core';

export const DATASET = 'fashion-mnist';

/** One of the middle of search-spaces/fashion-mnist.json, for 28x28 grey images; total stride 8. */
export const NETWORK: Architecture = parseArchitecture(
  'input_28x28x1 classes_10 stem_k3_s2_c8 fused_k3_s1_e1_c8_l1 fused_k3_s2_e2_c16_l1 mbconv_k3_s2_e4_c32_l2_se0.25 head_c64');

export interface Variant {
  readonly name: string;
  readonly progressive: Progressive;
}

/** The regularization that all variants end with: less than EfficientNetV2-S has, for a network of a thousandth of its size. */
const FULL = { randAugment: { operations: 1, magnitude: 9 }, mixup: 0, dropout: 0.2 } as const;

/** The recipe of full training, with something to regularize. */
export function taskOf(progressive: Progressive, epochs: number, seed: number): ProxyTask {
  const { augmentation } = fullTrainingTask();
  return fullTrainingTask({
    epochs, seed, progressive, evaluations: Math.max(1, Math.round(epochs)), validationSamples: 5000,
    augmentation: { ...augmentation, randAugment: FULL.randAugment, mixup: FULL.mixup }, dropout: FULL.dropout,
  });
}

const full = taskOf(NOT_PROGRESSIVE, 1, 0);
/** 12, 20 and 28 pixels: strides of 2 halve them with the same padding at every step, unlike sizes in between. */
const SIZES = { stages: 3, imageSize: 12 };

export const VARIANTS: readonly Variant[] = [
  { name: 'fixed size', progressive: NOT_PROGRESSIVE },
  {
    name: 'progressive size, fixed regularization',
    progressive: linearProgressive(NETWORK, full, { ...SIZES, magnitude: FULL.randAugment.magnitude, mixup: FULL.mixup, dropout: FULL.dropout }),
  },
  { name: 'progressive size, adaptive regularization', progressive: linearProgressive(NETWORK, full, SIZES) },
];
