import { expect, it } from 'vitest';
import { referenceArchitecture } from '../families/families.js';
import { costOf } from './cost.js';
import { trainingMemory } from './training-memory.js';

const network = referenceArchitecture('efficientnetv2-b0', { imageSize: 96 });
const { params, activationElements } = costOf(network);
const input = { batchSize: 16, optimizer: 'rmsprop', emaDecay: 0 } as const;
const bytes = (changes: object = {}) => trainingMemory(network, { ...input, ...changes });

it('counts every vector over the parameters', () => {
  expect(bytes() - bytes({ optimizer: 'sgd' })).toBe(4 * params);
  expect(bytes({ optimizer: 'adamw' })).toBe(bytes());
  expect(bytes({ emaDecay: 0.999 }) - bytes()).toBe(4 * params);
});

it('counts what an image needs once for each image of the batch', () => {
  const perImage = bytes({ batchSize: 17 }) - bytes();
  expect(perImage).toBeGreaterThan(4 * activationElements);
  expect(bytes({ batchSize: 64 }) - bytes()).toBe(48 * perImage);
});

it('is about what such a training takes', () => {
  // EfficientNetV2-B0 at 96 pixels, 1000 classes, batch 16.
  expect(bytes() / 2 ** 20).toBeGreaterThan(250);
  expect(bytes() / 2 ** 20).toBeLessThan(450);
});
