/** Where the blocks of an architecture stand in its drawing: width by channels, height by resolution. Pure. */
import { costOf, type Architecture, type Stage } from '@stride/core';

export interface LayoutScale {
  /** Height of the tallest block, in px. */
  readonly height: number;
  readonly minHeight: number;
  /** Width of a block is this times the square root of its channels. */
  readonly widthPerRootChannel: number;
  readonly minBlockWidth: number;
  readonly blockGap: number;
  /** A column is never narrower: its labels need the room. */
  readonly minColumnWidth: number;
  readonly columnGap: number;
}

export interface DrawnBlock {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

export interface Column {
  readonly kind: 'stem' | 'stage' | 'head';
  readonly name: string;
  readonly stage: Stage | null;
  readonly kernel: number | null;
  readonly channels: number;
  /** Pixels after the column's first block. */
  readonly resolution: { readonly height: number; readonly width: number };
  readonly params: number;
  readonly multiplyAdds: number;
  readonly x: number;
  readonly width: number;
  readonly blocks: readonly DrawnBlock[];
}

export interface StageLayout {
  readonly columns: readonly Column[];
  readonly width: number;
  readonly height: number;
}

/** Labelled, for the candidate's panel. */
const DIAGRAM_SCALE: LayoutScale = {
  height: 96,
  minHeight: 14,
  widthPerRootChannel: 3,
  minBlockWidth: 4,
  blockGap: 2,
  minColumnWidth: 41,
  columnGap: 5,
};
const DIAGRAM_WIDTHS = [3, 2.5, 2, 1.6, 1.3, 1, 0.8] as const;

/** Unlabelled, for a row of the table. */
export const GLYPH_SCALE: LayoutScale = {
  height: 22,
  minHeight: 5,
  widthPerRootChannel: 0.7,
  minBlockWidth: 3,
  blockGap: 1,
  minColumnWidth: 0,
  columnGap: 3,
};

/** The labelled drawing, its blocks as wide as `available` px allow; a deep network may still need more. */
export function layoutDiagram(architecture: Architecture, available: number): StageLayout {
  for (const widthPerRootChannel of DIAGRAM_WIDTHS) {
    const layout = layoutStages(architecture, { ...DIAGRAM_SCALE, widthPerRootChannel });
    if (layout.width <= available) return layout;
  }
  return layoutStages(architecture, { ...DIAGRAM_SCALE, widthPerRootChannel: 0.6 });
}

export function layoutStages(architecture: Architecture, scale: LayoutScale): StageLayout {
  const tallest = costOf(architecture).parts[0]?.outputShape.height ?? architecture.input.height;
  let x = 0;
  const columns = describeColumns(architecture).map(({ layers, ...column }) => {
    const blocks = drawBlocks(layers, column.channels, heightOf(column.resolution.height, tallest, scale), scale);
    const inner = (blocks.at(-1)?.x ?? 0) + (blocks.at(-1)?.width ?? 0);
    const width = Math.max(inner, scale.minColumnWidth);
    const offset = x + (width - inner) / 2;
    const drawn: Column = { ...column, x, width, blocks: blocks.map((block) => ({ ...block, x: block.x + offset })) };
    x += width + scale.columnGap;
    return drawn;
  });
  return { columns, width: Math.max(0, x - scale.columnGap), height: scale.height };
}

type DescribedColumn = Omit<Column, 'x' | 'width' | 'blocks'> & { readonly layers: number };

function describeColumns(architecture: Architecture): DescribedColumn[] {
  const { stem, stages, head } = architecture;
  const { parts } = costOf(architecture);
  return parts.flatMap((part, index): DescribedColumn[] => {
    const { params, multiplyAdds, outputShape } = part;
    const shared = {
      name: part.name,
      params,
      multiplyAdds,
      resolution: { height: outputShape.height, width: outputShape.width },
    };
    if (part.name === 'stem')
      return [{ ...shared, kind: 'stem', stage: null, kernel: stem.kernel, channels: stem.channels, layers: 1 }];
    if (part.name === 'classifier') return [];
    // The head's convolution keeps the resolution of the last stage; its pooling is what brings it to one pixel.
    if (part.name === 'head')
      return [
        {
          ...shared,
          kind: 'head',
          stage: null,
          kernel: 1,
          channels: head.channels,
          layers: 1,
          resolution: parts[index - 1]?.outputShape ?? shared.resolution,
        },
      ];
    const stage = stages[index - 1];
    if (stage === undefined || stage.layers === 0) return [];
    return [{ ...shared, kind: 'stage', stage, kernel: stage.kernel, channels: stage.channels, layers: stage.layers }];
  });
}

function drawBlocks(layers: number, channels: number, height: number, scale: LayoutScale): DrawnBlock[] {
  const width = Math.max(scale.minBlockWidth, Math.sqrt(channels) * scale.widthPerRootChannel);
  return Array.from({ length: layers }, (_, layer) => ({ x: layer * (width + scale.blockGap), width, height }));
}

/** By the square root, so that 7 pixels beside 224 are still to be seen. */
function heightOf(resolution: number, tallest: number, scale: LayoutScale): number {
  return scale.minHeight + (scale.height - scale.minHeight) * Math.sqrt(resolution / tallest);
}
