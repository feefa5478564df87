import { expect, it } from 'vitest';
import { defaultProgressive, fullTrainingTask, parseArchitecture, TRAINING_RECIPE as RECIPE } from '@stride/core';
import { DEFAULT_AUGMENT, trainingTask as trainingTaskFor, type TrainFlags } from './settings.js';
import { parseAugmentation } from './augment-option.js';

const architecture = parseArchitecture('input_28x28x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e4_c16_l2 head_c32');
const trainingTask = (flags: TrainFlags) => trainingTaskFor(flags, architecture);

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

it('is progressive unless told not to be', () => {
  const large = { ...architecture, input: { height: 224, width: 224, channels: 3 } };
  expect(trainingTaskFor({}, large).progressive).toEqual(defaultProgressive(large, fullTrainingTask()));
  expect(trainingTaskFor({}, large).progressive).toMatchObject({ kind: 'linear' });
  expect(trainingTaskFor({ progressive: 'none' }, large).progressive).toEqual({ kind: 'none' });
  expect(trainingTask({ progressive: 'linear,stages=2', dropout: 0.3 }).progressive)
    .toEqual({ kind: 'linear', stages: 2, from: { imageSize: 16, magnitude: 0, mixup: 0, dropout: expect.closeTo(0.1, 9) as number } });
});

it.each([
  [{ epochs: 0 }, '--epochs is 0; it takes a number from 0.01 to 10000.'], [{ batchSize: 1.5 }, '--batch-size is 1.5; it takes a whole number'],
  [{ optimizer: 'adam' }, '--optimizer is "adam"; it takes one of rmsprop, sgd, adamw.'], [{ seed: -1 }, '--seed is -1'],
  [{ learningRate: 'fast' as unknown as number }, '--learning-rate is "fast"'], [{ ema: 1 }, '--ema is 1'], [{ progressive: 'slow' }, '--progressive has "slow"'],
])('refuses %j, naming the flag', (flags, message) => {
  expect(() => trainingTask(flags)).toThrow(message);
});
