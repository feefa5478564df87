import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandBlocks } from './blocks.js';

describe('expandBlocks', () => {
  it('gives each stage its layers, of which only the first takes the stride', () => {
    fc.assert(fc.property(architectures, (architecture) => {
      const blocks = expandBlocks(architecture);
      architecture.stages.forEach((stage, index) => {
        const own = blocks.filter((block) => block.stage === index);
        expect(own.map((block) => block.stride)).toEqual([stage.stride, ...Array<number>(stage.layers - 1).fill(1)]);
        expect(own.every((block) => block.outChannels === stage.channels && block.op === stage.op)).toBe(true);
      });
      expect(blocks).toHaveLength(architecture.stages.reduce((sum, stage) => sum + stage.layers, 0));
    }));
  });

  it('hands channels and image size from block to block', () => {
    fc.assert(fc.property(architectures, (architecture) => {
      const blocks = expandBlocks(architecture);
      blocks.forEach((block, index) => {
        const before = blocks[index - 1];
        expect(block.inChannels).toBe(before?.outChannels ?? architecture.stem.channels);
        expect(block.inputHeight).toBe(before?.outputHeight ?? Math.ceil(architecture.input.height / architecture.stem.stride));
        expect(block.outputWidth).toBe(Math.ceil(block.inputWidth / block.stride));
        expect(block.hiddenChannels).toBe(block.inChannels * block.expansion);
        expect(block.hasResidual).toBe(block.stride === 1 && block.inChannels === block.outChannels);
      });
    }));
  });

  it('takes the squeeze-excite width from the input of each block, at least 1', () => {
    const blocks = expandBlocks({
      schemaVersion: 1, input: { height: 7, width: 5, channels: 1 }, classes: 2, stem: { kernel: 3, stride: 1, channels: 3 },
      stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 4, channels: 18, layers: 2, squeezeExcite: 0.25 }],
      head: { channels: 8 },
    });
    expect(blocks.map((block) => block.squeezeExciteChannels)).toEqual([1, 4]);
    expect(blocks.map((block) => [block.outputHeight, block.outputWidth])).toEqual([[4, 3], [4, 3]]);
  });
});
