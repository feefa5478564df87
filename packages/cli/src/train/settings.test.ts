import { expect, it } from 'vitest';
import { DEFAULT_AUGMENT, RECIPE, trainingTask } from './settings.js';
import { parseAugmentation } from './augment-option.js';

it('is the recipe where nothing is said', () => {
  expect(trainingTask({})).toMatchObject({ ...RECIPE, trainSamples: null, validationSamples: null, evaluations: RECIPE.epochs });
  expect(parseAugmentation(DEFAULT_AUGMENT)).toEqual(RECIPE.augmentation);
});

it('takes every flag, and evaluates once an epoch', () => {
  expect(trainingTask({
    epochs: 2.6, batchSize: 16, learningRate: 0.2, optimizer: 'adamw', weightDecay: 0, labelSmoothing: 0.1, dropout: 0.2, stochasticDepth: 0.3,
    ema: 0, augment: 'none', seed: 5,
  })).toMatchObject({
    epochs: 2.6, evaluations: 3, batchSize: 16, learningRate: 0.2, optimizer: 'adamw', weightDecay: 0, labelSmoothing: 0.1, dropout: 0.2,
    stochasticDepth: 0.3, emaDecay: 0, augmentation: { crop: 0, flip: false }, seed: 5,
  });
});

it.each([
  [{ epochs: 0 }, '--epochs is 0; it takes a number from 0.01 to 10000.'], [{ batchSize: 1.5 }, '--batch-size is 1.5; it takes a whole number'],
  [{ optimizer: 'adam' }, '--optimizer is "adam"; it takes one of rmsprop, sgd, adamw.'], [{ seed: -1 }, '--seed is -1'],
  [{ learningRate: 'fast' as unknown as number }, '--learning-rate is "fast"'], [{ ema: 1 }, '--ema is 1'],
])('refuses %j, naming the flag', (flags, message) => {
  expect(() => trainingTask(flags)).toThrow(message);
});
