import fc from 'fast-check';
import { NO_AUGMENTATION, type Augmentation } from '@stride/core';
import { expect, it } from 'vitest';
import { formatAugmentation, parseAugmentation } from './augment-option.js';

it('reads what is named and leaves the rest off', () => {
  expect(parseAugmentation('none')).toEqual(NO_AUGMENTATION);
  expect(parseAugmentation('flip')).toEqual({ ...NO_AUGMENTATION, flip: true });
  expect(parseAugmentation('crop=4, randaugment=2x7.5,mixup=0.2')).toEqual(
    { crop: 4, flip: false, randAugment: { operations: 2, magnitude: 7.5 }, mixup: 0.2, cutmix: 0 });
});

const augmentations: fc.Arbitrary<Augmentation> = fc.record({
  crop: fc.integer({ min: 0, max: 64 }), flip: fc.boolean(),
  randAugment: fc.option(fc.record({ operations: fc.integer({ min: 1, max: 14 }), magnitude: fc.integer({ min: 0, max: 300 }).map((tenths) => tenths / 10) })),
  mixup: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10),
  cutmix: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10),
});

it('reads back what it writes', () => fc.assert(fc.property(augmentations, (augmentation) => {
  expect(parseAugmentation(formatAugmentation(augmentation))).toEqual(augmentation);
})));

it.each(['', 'flip=1', 'crop', 'crop=65', 'crop=1.5', 'crop=-1', 'randaugment=9', 'randaugment=0x5', 'randaugment=2x31', 'mixup=11', 'toString', 'flip,,crop=2'])(
  'refuses %j, naming the part that is wrong', (text) => {
    expect(() => parseAugmentation(text)).toThrow(/--augment has ".*"; it takes "none", or some of flip/);
  });
