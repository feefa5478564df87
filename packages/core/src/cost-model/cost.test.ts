import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandBlocks } from '../architecture/blocks.js';
import { referenceArchitecture } from '../families/families.js';
import { blockCost } from './block-cost.js';
import { costOf } from './cost.js';
import { addCosts } from './layer-cost.js';

// The published integers of whole networks are asserted in families/families.test.ts.
describe('costOf', () => {
  it('names the parts and says what each hands on', () => {
    const parts = costOf(referenceArchitecture('efficientnetv2-s')).parts;
    expect(parts.map((part) => [part.name, ...Object.values(part.outputShape)])).toEqual([
      ['stem', 192, 192, 24], ['stage 1', 192, 192, 24], ['stage 2', 96, 96, 48], ['stage 3', 48, 48, 64],
      ['stage 4', 24, 24, 128], ['stage 5', 24, 24, 160], ['stage 6', 12, 12, 256], ['head', 1, 1, 1280],
      ['classifier', 1, 1, 1000],
    ]);
  });

  it('counts a network small enough to count by hand', () => {
    const cost = costOf({
      schemaVersion: 1, input: { height: 5, width: 3, channels: 1 }, classes: 2,
      stem: { kernel: 3, stride: 2, channels: 2 },
      stages: [{ op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 4, layers: 1, squeezeExcite: 0.5 }],
      head: { channels: 3 },
    });
    // Stem 3x2 pixels; squeeze-excite of the block's 2 input channels to 1 and back; one 3x3; 1x1 head; classifier.
    expect(cost.parts.map((part) => part.params)).toEqual([18 + 4, (2 + 1 + 2 + 2) + (72 + 8), 12 + 6, 6 + 2]);
    expect(cost.parts.map((part) => part.multiplyAdds)).toEqual([18 * 6, 4 + 72 * 6, 12 * 6, 6]);
    expect(cost.activationElements).toBe(15 + 36 + (12 + 6 + 2) + 72 + (54 + 3) + 2);
    expect(cost.batchNormStatistics).toBe(4 + 8 + 6);
  });

  it('of each stage is the sum of its blocks', () => fc.assert(fc.property(architectures, (architecture) => {
    const blocks = expandBlocks(architecture);
    costOf(architecture).parts.slice(1, -2).forEach((part, stage) => {
      const own = addCosts(...blocks.filter((block) => block.stage === stage).map(blockCost));
      expect(part.params).toBe(own.params);
      expect(part.batchNormStatistics).toBe(own.batchNormStatistics);
      // Beyond the whole numbers that doubles hold, the order of summing shows.
      expect(part.multiplyAdds / own.multiplyAdds).toBeCloseTo(1, 12);
      expect(part.activationElements / own.activationElements).toBeCloseTo(1, 12);
    });
  })));
});
