import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceArchitecture } from '../families/families.js';
import type { Architecture, Stage } from './architecture.js';
import { expandBlocks } from './blocks.js';
import { architectureHash } from './hash.js';

const base = referenceArchitecture('efficientnetv2-b0');

function changed(index: number, change: Partial<Stage>): Architecture {
  return { ...base, stages: base.stages.map((stage, i) => (i === index ? { ...stage, ...change } : stage)) };
}

/** The same network with one stage cut into two, where that is possible. */
function cut(architecture: Architecture, at: number): Architecture {
  const stages = architecture.stages.flatMap((stage) => {
    const first = Math.min(stage.layers - 1, at);
    if (first < 1) return [stage];
    return [{ ...stage, layers: first }, { ...stage, stride: 1 as const, layers: stage.layers - first }];
  });
  return { ...architecture, stages };
}

describe('architectureHash', () => {
  it('is 64 hex digits', () => {
    expect(architectureHash(base)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is stable, because stored results refer to it', () => {
    expect(architectureHash(base)).toBe('543d88e877c0d633c3f9c3fa8b0f87a68c0f2ac12987296f752a6e558e178c42');
  });

  it('does not see how blocks are divided into stages', () => {
    fc.assert(fc.property(architectures, fc.integer({ min: 1, max: 11 }), (architecture, at) => {
      expect(architectureHash(cut(architecture, at))).toBe(architectureHash(architecture));
    }));
  });

  it('does not see which squeeze-excite ratio gave a width', () => {
    expect(architectureHash(changed(4, { squeezeExcite: 0.2501 }))).toBe(architectureHash(base));
    expect(architectureHash(changed(4, { squeezeExcite: 0.3 }))).not.toBe(architectureHash(base));
  });

  it('sees a tiny squeeze-excite where there was none', () => {
    expect(architectureHash(changed(0, { squeezeExcite: 1e-9 }))).not.toBe(architectureHash(base));
  });

  it('is the same for both strides on a single pixel, unless the stride takes a residual away', () => {
    const pixel = { ...base, input: { height: 1, width: 1, channels: 3 } };
    const last = (stride: 1 | 2, channels: number) => architectureHash({
      ...pixel, stages: [...pixel.stages.slice(0, -1), { ...pixel.stages[5] as Stage, stride, channels }],
    });
    expect(last(1, 64)).toBe(last(2, 64));
    expect(last(1, 112)).not.toBe(last(2, 112));
  });

  it.each([
    changed(0, { op: 'mbconv' }), changed(0, { kernel: 5 }), changed(0, { stride: 2 }), changed(0, { expansion: 2 }),
    changed(0, { channels: 24 }), changed(0, { layers: 2 }), { ...base, classes: 10 }, { ...base, head: { channels: 64 } },
    { ...base, input: { ...base.input, width: 223 } }, { ...base, stem: { ...base.stem, kernel: 5 as const } },
    { ...base, stem: { ...base.stem, stride: 1 as const } }, { ...base, stem: { ...base.stem, channels: 40 } },
  ])('sees every change of the network (%#)', (architecture) => {
    expect(architectureHash(architecture)).not.toBe(architectureHash(base));
  });

  it('differs whenever the blocks do', () => {
    const blocks = (a: Architecture) => JSON.stringify([a.input, a.classes, a.stem, a.head,
      expandBlocks(a).map(({ stage: _, stride, ...block }) => ({ ...block, stride: block.inputHeight * block.inputWidth === 1 ? 1 : stride }))]);
    fc.assert(fc.property(architectures, architectures, (a, b) => {
      const mixed = { ...b, input: a.input, classes: a.classes, stem: a.stem, head: a.head };
      expect(architectureHash(a) === architectureHash(mixed)).toBe(blocks(a) === blocks(mixed));
    }));
  });
});
