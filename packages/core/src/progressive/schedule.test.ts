import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_AUGMENTATION } from '../measurement/augmentation.js';
import { parseArchitecture } from '../architecture/line.js';
import type { Progressive, Strength } from './progressive.js';
import { largestImageSize, progressiveStages, stageAt } from './schedule.js';

/** Total stride 8. */
const network = (height: number, width = height) =>
  parseArchitecture(`input_${height}x${width}x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e4_c8_l1 mbconv_k3_s2_e4_c16_l2 head_c32`);
const task = (progressive: Progressive, magnitude = 15, mixup = 0.2, dropout = 0.3) => ({
  progressive, dropout, augmentation: { ...NO_AUGMENTATION, crop: 2, randAugment: { operations: 2, magnitude }, mixup, cutmix: 0.5 },
});
const WEAK: Strength = { imageSize: 128, magnitude: 5, mixup: 0, dropout: 0.1 };

const strengths = (most: number): fc.Arbitrary<Strength> => fc.record({
  imageSize: fc.integer({ min: 8, max: most }), magnitude: fc.double({ min: 0, max: 30, noNaN: true }),
  mixup: fc.double({ min: 0, max: 10, noNaN: true }), dropout: fc.double({ min: 0, max: 0.99, noNaN: true }),
});

it('is the paper\'s schedule of EfficientNetV2-S', () => {
  const stages = progressiveStages(task({ kind: 'linear', stages: 4, from: WEAK }, 15, 0, 0.3), network(300), 350);
  expect(stages.map(({ imageSize }) => imageSize.height)).toEqual([128, 185, 243, 300]);
  expect(stages.map(({ fromStep }) => fromStep)).toEqual([0, 88, 175, 263]);
  [5, 25 / 3, 35 / 3, 15].forEach((magnitude, index) => expect(stages[index]?.augmentation.randAugment?.magnitude).toBeCloseTo(magnitude, 12));
  [0.1, 1 / 6, 0.7 / 3, 0.3].forEach((dropout, index) => expect(stages[index]?.dropout).toBeCloseTo(dropout, 12));
  expect(stages.map(({ augmentation }) => augmentation.mixup)).toEqual([0, 0, 0, 0]);
});

it('without a schedule is one stage of the task\'s own', () => {
  const own = task({ kind: 'none' });
  expect(progressiveStages(own, network(30, 20), 7)).toEqual([
    { fromStep: 0, imageSize: { height: 30, width: 20 }, augmentation: own.augmentation, dropout: 0.3 }]);
});

describe('linear', () => {
  const cases = fc.record({
    from: strengths(64), to: strengths(64), count: fc.integer({ min: 2, max: 12 }), steps: fc.integer({ min: 12, max: 5000 }),
  }).filter(({ from, to }) => from.imageSize <= to.imageSize);
  const stagesOf = ({ from, to, count, steps }: { from: Strength; to: Strength; count: number; steps: number }) => progressiveStages(
    task({ kind: 'linear', stages: count, from }, to.magnitude, to.mixup, to.dropout), network(to.imageSize), steps);

  it('begins with `from` and ends with exactly the task\'s own', () => fc.assert(fc.property(cases, (given) => {
    const stages = stagesOf(given);
    const strengthOf = (index: number) => {
      const stage = stages.at(index);
      return {
        imageSize: stage?.imageSize.height, magnitude: stage?.augmentation.randAugment?.magnitude, mixup: stage?.augmentation.mixup, dropout: stage?.dropout,
      };
    };
    expect(strengthOf(0)).toEqual(given.from);
    expect(strengthOf(-1)).toEqual(given.to);
  })));

  it('moves in one direction, in steps of the same height', () => fc.assert(fc.property(cases, (given) => {
    const stages = stagesOf(given);
    const step = (given.to.dropout - given.from.dropout) / (given.count - 1);
    const size = (given.to.imageSize - given.from.imageSize) / (given.count - 1);
    stages.slice(1).forEach((stage, index) => {
      const before = stages[index] as typeof stage;
      expect(stage.dropout - before.dropout).toBeCloseTo(step, 9);
      expect(stage.imageSize.height).toBeGreaterThanOrEqual(before.imageSize.height);
      expect(Math.abs(stage.imageSize.height - before.imageSize.height - size)).toBeLessThanOrEqual(1);
    });
  })));

  it('gives stages the same number of steps, but for one', () => fc.assert(fc.property(cases, (given) => {
    const starts = [...stagesOf(given).map(({ fromStep }) => fromStep), given.steps];
    const lengths = starts.slice(1).map((start, index) => start - (starts[index] as number));
    expect(starts[0]).toBe(0);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
  })));
});

describe('custom', () => {
  const cases = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), strengths(64)), { minLength: 1, maxLength: 9 }).map((parts) => {
    const sum = parts.reduce((total, [weight]) => total + weight, 0);
    return parts.map(([weight, strength]) => ({ share: weight / sum, ...strength }));
  });

  it('takes stages as they are, for their share of the steps', () => fc.assert(fc.property(cases, fc.integer({ min: 81, max: 5000 }), (given, steps) => {
    const stages = progressiveStages(task({ kind: 'custom', stages: given }), network(64), steps);
    const starts = [...stages.map(({ fromStep }) => fromStep), steps];
    given.forEach(({ share, imageSize, mixup }, index) => {
      expect(stages[index]).toMatchObject({ imageSize: { height: imageSize, width: imageSize }, augmentation: { mixup } });
      expect(Math.abs((starts[index + 1] as number) - (starts[index] as number) - share * steps)).toBeLessThanOrEqual(1);
    });
  })));
});

it('has exactly one stage for every step', () => fc.assert(fc.property(
  fc.integer({ min: 2, max: 9 }), fc.integer({ min: 9, max: 300 }), (count, steps) => {
    const stages = progressiveStages(task({ kind: 'linear', stages: count, from: { ...WEAK, imageSize: 8 } }), network(64), steps);
    for (let step = 0; step < steps; step++) {
      const own = stages.filter(({ fromStep }, index) => fromStep <= step && step < (stages[index + 1]?.fromStep ?? steps));
      expect(own).toEqual([stageAt(stages, step)]);
    }
  })));

it('keeps the proportion of the architecture\'s images, and everything of the task that does not grow', () => {
  const stages = progressiveStages(task({ kind: 'linear', stages: 3, from: { ...WEAK, imageSize: 20 } }), network(40, 60), 9);
  expect(stages.map(({ imageSize }) => imageSize)).toEqual([{ height: 20, width: 30 }, { height: 30, width: 45 }, { height: 40, width: 60 }]);
  for (const { augmentation } of stages) expect(augmentation).toMatchObject({ crop: 2, cutmix: 0.5, randAugment: { operations: 2 } });
  expect(largestImageSize(stages)).toEqual({ height: 40, width: 60 });
});

it('gives no RandAugment to a task that has none', () => {
  const plain = { progressive: { kind: 'linear', stages: 2, from: { ...WEAK, imageSize: 8 } }, dropout: 0, augmentation: NO_AUGMENTATION } as const;
  expect(progressiveStages(plain, network(16), 2).map(({ augmentation }) => augmentation.randAugment)).toEqual([null, null]);
});

describe('what cannot be run', () => {
  const from = (changes: Partial<Strength>, stages = 4): Progressive => ({ kind: 'linear', stages, from: { ...WEAK, imageSize: 16, ...changes } });
  const custom = (...shares: number[]): Progressive => ({ kind: 'custom', stages: shares.map((share) => ({ share, ...WEAK, imageSize: 32 })) });

  it.each<[string, Progressive, string, string]>([
    ['more stages than steps', from({}, 101), '/progressive/stages', 'found 101; expected at most 100, the number of training steps'],
    ['one stage', from({}, 1), '/progressive/stages', 'found 1; expected a whole number of at least 2'],
    ['no pixel', from({ imageSize: 0 }), '/progressive/from/imageSize', 'found 0; expected a whole number of pixels, at least 1'],
    ['half a pixel', from({ imageSize: 14.5 }), '/progressive/from/imageSize', 'found 14.5; expected a whole number of pixels, at least 1'],
    ['less than the total stride', from({ imageSize: 7 }), '/progressive/from/imageSize', 'found 7; expected at least 8: the network\'s total stride is 8'],
    ['more than the architecture takes', from({ imageSize: 33 }), '/progressive/from/imageSize', 'found 33; expected at most 32, the height of the network\'s own images'],
    ['shares of less than 1', custom(0.5, 0.4), '/progressive/stages', 'the shares add up to 0.9; expected 1'],
    ['shares of NaN', custom(Number.NaN), '/progressive/stages', 'the shares add up to NaN; expected 1'],
    ['a negative share', custom(1.5, -0.5), '/progressive/stages/1/share', 'found -0.5; expected a number above 0'],
    ['a share of no step', custom(0.999, 0.001), '/progressive/stages/1/share', 'found 0.001; expected enough for one of the 100 training steps'],
  ])('%s', (_, progressive, path, message) => {
    expect(() => progressiveStages(task(progressive), network(32), 100)).toThrow(
      expect.objectContaining({ code: 'PROXY_TASK_INVALID', issues: [{ path, message }] }) as Error);
  });

  it('looks at the shorter side of an image', () => {
    expect(() => progressiveStages(task(from({ imageSize: 14 })), network(32, 16), 100)).toThrow('found 14; expected at least 15');
    expect(() => progressiveStages(task(from({ imageSize: 15 })), network(32, 16), 100)).not.toThrow();
  });

  it('takes shares that are written with three digits', () => {
    expect(progressiveStages(task(custom(0.333, 0.333, 0.333)), network(32), 100).map(({ fromStep }) => fromStep)).toEqual([0, 33, 67]);
  });
});
