import { costOf, expandBlocks, referenceArchitecture } from '@stride/core';
import { expect, it } from 'vitest';
import { blockNetwork, blockPlaces, FULL, FUSED_STAGES, fusedNetwork, QUICK, SMALL, withFusedStages } from './plan.js';

it('has a block of each stage where EfficientNetV2-S has it', () => {
  expect(blockPlaces(1, 384).map(({ stage, resolution, channels, expansion }) => [stage, resolution, channels, expansion])).toEqual([
    [1, 192, 24, 1], [2, 96, 48, 4], [3, 48, 64, 4], [4, 24, 128, 4], [5, 24, 160, 6], [6, 12, 256, 6],
  ]);
  expect(blockPlaces(0.5, 96).map(({ resolution, channels }) => [resolution, channels])).toEqual([[48, 16], [24, 24], [12, 32], [6, 64], [6, 80], [3, 128]]);
});

it.each(['mbconv', 'fused_mbconv'] as const)('networks of %s blocks differ in blocks of that place alone', (op) => {
  for (const place of blockPlaces(0.5, 96)) {
    const { resolution, channels, expansion } = place;
    const blocks = expandBlocks(blockNetwork(place, op, 3));
    expect(blocks).toHaveLength(3);
    for (const block of blocks) {
      expect(block).toMatchObject({
        op, kernel: 3, stride: 1, expansion, inChannels: channels, outChannels: channels, inputHeight: resolution, outputHeight: resolution, hasResidual: true, squeezeExciteChannels: 0,
      });
    }
  }
});

it('fuses the first stages of EfficientNet, which keep their kernels', () => {
  expect(fusedNetwork(0, 1, 224)).toEqual(referenceArchitecture('efficientnet-b0', { classes: 100 }));
  for (const fused of FUSED_STAGES) {
    const { stages } = fusedNetwork(fused, 0.5, 96);
    expect(stages.map(({ op }) => op)).toEqual(stages.map((_, index) => (index < fused ? 'fused_mbconv' : 'mbconv')));
    expect(stages.map(({ kernel }) => kernel)).toEqual([3, 3, 5, 3, 5, 5, 3]);
    expect(stages.map(({ squeezeExcite }) => squeezeExcite)).toEqual(stages.map((_, index) => (index < fused ? 0 : 0.25)));
  }
});

it('gives EfficientNet-B4 the parameters of the paper\'s ablation with no, five and all stages fused, and 0.9 million more with three', () => {
  const b4 = referenceArchitecture('efficientnet-b4');
  const millions = FUSED_STAGES.map((fused) => costOf(withFusedStages(b4, fused)).params / 1e6);
  /** Table 3 of Tan & Le 2021. */
  const paper = [19.3, 20.0, 43.4, 132.0];
  const differences = millions.map((value, index) => Number((value - (paper[index] as number)).toFixed(1)));
  // The paper does not say how it arrives at 20.0; one rule for what fusing changes gives the other three, and it gives 20.9 here.
  expect(differences).toEqual([0, 0.9, 0.1, 0.1]);
});

it.each([SMALL, FULL, QUICK])('the plan $name varies image size and batch, one at a time', ({ settings }) => {
  const [main] = settings;
  for (const { imageSize, batchSize } of settings.slice(1)) expect([imageSize === main?.imageSize, batchSize === main?.batchSize].filter(Boolean)).toHaveLength(1);
  expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(settings.length);
  expect(settings.some(({ batchSize }) => batchSize !== main?.batchSize) && settings.some(({ imageSize }) => imageSize !== main?.imageSize)).toBe(true);
});
