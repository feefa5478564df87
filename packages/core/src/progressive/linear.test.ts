import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArchitecture } from '../architecture/line.js';
import { totalStride } from '../architecture/total-stride.js';
import { NO_AUGMENTATION } from '../measurement/augmentation.js';
import { fullTrainingTask } from '../measurement/training-recipe.js';
import { defaultProgressive, linearProgressive } from './linear.js';
import { progressiveStages } from './schedule.js';

/** Total stride 8, or 32. */
const network = (height: number, width = height, more = '') =>
  parseArchitecture(`input_${height}x${width}x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e4_c8_l1 mbconv_k3_s2_e4_c16_l2 ${more}head_c32`);
const deep = (height: number, width = height) => network(height, width, 'mbconv_k3_s2_e4_c16_l1 mbconv_k3_s2_e4_c16_l1 ');
const plain = { augmentation: NO_AUGMENTATION, dropout: 0, epochs: 30 };
const regularized = { ...plain, dropout: 0.3, augmentation: { ...NO_AUGMENTATION, randAugment: { operations: 2, magnitude: 15 }, mixup: 0.2 } };
const sizes = (architecture: ReturnType<typeof network>, given = {}) =>
  progressiveStages({ ...plain, progressive: linearProgressive(architecture, plain, given) }, architecture, 1000).map(({ imageSize }) => imageSize.height);

describe('linear', () => {
  it.each([
    [network(28), [12, 20, 28]], [network(32), [16, 24, 32]], [deep(224), [128, 160, 192, 224]], [deep(300), [172, 236, 300]],
    [deep(384), [192, 256, 320, 384]], [deep(96), [64, 96]], [deep(32), [32, 32, 32, 32]],
  ])('begins near half of %#', (architecture, expected) => {
    expect(sizes(architecture)).toEqual(expected);
  });

  it('begins with a third of the strength', () => {
    expect(linearProgressive(network(28), regularized).from).toEqual({ imageSize: 12, magnitude: 5, mixup: 0, dropout: expect.closeTo(0.1, 12) as number });
  });

  it('takes what is given', () => {
    expect(linearProgressive(network(28), regularized, { stages: 2, imageSize: 21, magnitude: 0, mixup: 0.1, dropout: 0.2 }))
      .toEqual({ kind: 'linear', stages: 2, from: { imageSize: 21, magnitude: 0, mixup: 0.1, dropout: 0.2 } });
    expect(sizes(network(28), { imageSize: 22 })).toEqual([22, 24, 26, 28]);
    expect(sizes(network(28), { stages: 2 })).toEqual([12, 28]);
    expect(sizes(network(28), { stages: 4 })).toEqual([14, 19, 23, 28]);
  });

  const cases = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.boolean())
    .map(([height, width, isDeep]) => (isDeep ? deep : network)(height, width))
    .filter((architecture) => Math.min(architecture.input.height, architecture.input.width) >= totalStride(architecture));

  it('suits every network that takes images of its total stride', () => fc.assert(fc.property(cases, (architecture) => {
    const { height } = architecture.input;
    const own = sizes(architecture);
    expect(own.at(-1)).toBe(height);
    expect(own.length).toBeGreaterThanOrEqual(2);
  })));

  it('is the default of full training where its images are not too small', () => fc.assert(fc.property(
    cases, fc.double({ min: 0.01, max: 40, noNaN: true }), (architecture, epochs) => {
      const task = { ...regularized, epochs };
      const progressive = defaultProgressive(architecture, task);
      const stages = progressiveStages({ ...task, progressive }, architecture, Math.max(1, Math.ceil(epochs)));
      const [first, last] = [stages[0], stages.at(-1)] as [typeof stages[number], typeof stages[number]];
      expect(last).toMatchObject({ imageSize: { height: architecture.input.height }, augmentation: task.augmentation, dropout: task.dropout });
      if (epochs < 2) expect(stages).toHaveLength(1);
      else expect(first.dropout).toBeLessThan(task.dropout);
      if (first.imageSize.height < architecture.input.height) expect(first.imageSize.height).toBeGreaterThanOrEqual(64);
    })));
});

describe('the default', () => {
  it('is none where nothing could grow, or an epoch is all there is', () => {
    expect(defaultProgressive(network(28), plain)).toEqual({ kind: 'none' });
    expect(defaultProgressive(deep(224), { ...plain, epochs: 1.9 })).toEqual({ kind: 'none' });
    expect(defaultProgressive(network(4), plain)).toEqual({ kind: 'none' });
  });

  it('lets large images grow, and regularization everywhere', () => {
    expect(defaultProgressive(deep(224), plain)).toMatchObject({ kind: 'linear', stages: 4, from: { imageSize: 128 } });
    expect(defaultProgressive(deep(224), { ...plain, epochs: 3 })).toMatchObject({ stages: 3, from: { imageSize: 96 } });
    expect(defaultProgressive(network(28), regularized)).toMatchObject({ stages: 4, from: { imageSize: 28, magnitude: 5, mixup: 0 } });
  });

  it('is what a full training does, unless something else is said', () => {
    expect(fullTrainingTask({}, deep(224)).progressive).toEqual(defaultProgressive(deep(224), fullTrainingTask()));
    expect(fullTrainingTask({ progressive: { kind: 'none' } }, deep(224)).progressive).toEqual({ kind: 'none' });
    expect(fullTrainingTask({ epochs: 3, dropout: 0.2 }, network(28))).toMatchObject({ evaluations: 3, progressive: { stages: 3 } });
  });
});
