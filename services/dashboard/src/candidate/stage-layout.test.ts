import { costOf, type Architecture, type Stage } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { GLYPH_SCALE, layoutDiagram, layoutStages } from './stage-layout.js';

const stage = (more: Partial<Stage>): Stage => ({
  op: 'mbconv',
  kernel: 3,
  stride: 1,
  expansion: 4,
  channels: 32,
  layers: 1,
  squeezeExcite: 0,
  ...more,
});
const architecture: Architecture = {
  schemaVersion: 1,
  input: { height: 28, width: 28, channels: 1 },
  classes: 10,
  stem: { kernel: 3, stride: 2, channels: 16 },
  stages: [
    stage({ op: 'fused_mbconv', channels: 16, layers: 2 }),
    stage({ stride: 2, layers: 3 }),
    stage({ stride: 2, channels: 64 }),
  ],
  head: { channels: 128 },
};

describe('stage drawing', () => {
  const layout = layoutDiagram(architecture, 320);

  it('has a column for stem, stages and head, with a block for each layer', () => {
    expect(layout.columns.map(({ kind, blocks }) => `${kind} ${blocks.length}`)).toEqual([
      'stem 1',
      'stage 2',
      'stage 3',
      'stage 1',
      'head 1',
    ]);
  });

  it('tells resolutions after each stage, and the parameters as the cost model counts them', () => {
    expect(layout.columns.map(({ resolution }) => resolution.height)).toEqual([14, 14, 7, 4, 4]);
    const drawn = layout.columns.reduce((sum, { params }) => sum + params, 0);
    const { parts, params } = costOf(architecture);
    expect(drawn).toBe(params - (parts.find(({ name }) => name === 'classifier')?.params ?? 0));
  });

  it('draws higher for more pixels and wider for more channels', () => {
    const [stem, first, second, third] = layout.columns.map(({ blocks }) => blocks[0]);
    expect(first?.height).toBe(stem?.height);
    expect(second?.height).toBeLessThan(first?.height ?? 0);
    expect(third?.width).toBeGreaterThan(second?.width ?? 0);
  });

  it('keeps columns apart and blocks inside their column', () => {
    let end = -1;
    for (const column of layout.columns) {
      expect(column.x).toBeGreaterThan(end);
      end = column.x + column.width;
      for (const block of column.blocks) {
        expect(block.x).toBeGreaterThanOrEqual(column.x);
        expect(block.x + block.width).toBeLessThanOrEqual(end + 1e-9);
      }
    }
    expect(layout.width).toBeCloseTo(end);
  });

  it('fits a deep network in where narrower blocks allow it', () => {
    const deep = { ...architecture, stages: [stage({ layers: 8 }), stage({ channels: 64, layers: 6, stride: 2 })] };
    expect(layoutDiagram(deep, 320).width).toBeLessThanOrEqual(320);
    expect(layoutDiagram(deep, 2000).width).toBeGreaterThan(320);
  });

  it('leaves out a stage without layers', () => {
    const columns = layoutStages(
      { ...architecture, stages: [stage({}), stage({ layers: 0, channels: 48 }), stage({})] },
      GLYPH_SCALE,
    ).columns;
    expect(columns.filter(({ kind }) => kind === 'stage')).toHaveLength(2);
  });
});
