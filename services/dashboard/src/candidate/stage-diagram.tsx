import type { Architecture } from '@stride/core';
import { useMemo } from 'react';
import { compact } from '../format/numbers.js';
import { useMedia } from '../ui/use-media.js';
import './stage-diagram.css';
import { layoutDiagram, type Column, type StageLayout } from './stage-layout.js';

const LABEL_WIDTH = 68;
/** What the panel has room for beside the labels, in px; on a phone less. */
const DRAWING_WIDTH = { wide: 335, narrow: 285 };
const TOP = 20;
const ROW = 17;

/** The rows under the drawing; a column without a value shows none. */
const ROWS: readonly { readonly name: string; readonly value: (column: Column) => string }[] = [
  { name: 'Layers', value: ({ stage }) => (stage === null ? '' : `×${stage.layers}`) },
  { name: 'Kernel', value: ({ kernel }) => (kernel === null ? '' : `${kernel}×${kernel}`) },
  { name: 'Expansion', value: ({ stage }) => (stage === null ? '' : `e${stage.expansion}`) },
  {
    name: 'SE',
    value: ({ stage }) => (stage === null ? '' : stage.squeezeExcite === 0 ? '–' : String(stage.squeezeExcite)),
  },
  { name: 'Channels', value: ({ channels }) => String(channels) },
  { name: 'Params', value: ({ params }) => compact(params) },
];

/** An architecture drawn from stem to head, with what was decided for each stage under it. */
export function StageDiagram({ architecture }: { readonly architecture: Architecture }) {
  const narrow = useMedia('(max-width: 440px)');
  const layout = useMemo(
    () => layoutDiagram(architecture, narrow ? DRAWING_WIDTH.narrow : DRAWING_WIDTH.wide),
    [architecture, narrow],
  );
  const width = LABEL_WIDTH + layout.width;
  const height = TOP + layout.height + 24 + ROWS.length * ROW + 4;
  return (
    <figure className="stage-figure" data-testid="stage-diagram">
      <div className="stage-scroll" tabIndex={0} role="group" aria-label="Stage diagram">
        <svg
          className="stage-diagram"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={describe(layout, architecture)}
        >
          <text className="stage-label" x={0} y={11}>
            Resolution
          </text>
          <text className="stage-label" x={0} y={TOP + layout.height + 17}>
            Block
          </text>
          {ROWS.map((row, index) => (
            <text key={row.name} className="stage-label" x={0} y={rowY(layout, index)}>
              {row.name}
            </text>
          ))}
          {layout.columns.map((column) => (
            <ColumnView key={column.name} column={column} layout={layout} />
          ))}
        </svg>
      </div>
      <figcaption className="stage-legend">
        <span>
          <i data-op="fused_mbconv" />
          Fused-MBConv
        </span>
        <span>
          <i data-op="mbconv" />
          MBConv
        </span>
        <span>
          <i data-op="stem" />
          stem, head
        </span>
        <span className="muted">height: resolution, width: channels</span>
      </figcaption>
    </figure>
  );
}

function ColumnView({ column, layout }: { readonly column: Column; readonly layout: StageLayout }) {
  const center = LABEL_WIDTH + column.x + column.width / 2;
  const { height, width } = column.resolution;
  return (
    <g>
      <title>{`${column.name}: ${compact(column.params)} parameters, ${compact(column.multiplyAdds)} multiply-adds`}</title>
      <text className="stage-value stage-resolution" x={center} y={11}>
        {height === width ? `${height}²` : `${height}×${width}`}
      </text>
      {column.blocks.map((block) => (
        <rect
          key={block.x}
          x={LABEL_WIDTH + block.x}
          y={TOP + (layout.height - block.height) / 2}
          width={block.width}
          height={block.height}
          rx={1.5}
          data-op={column.stage?.op ?? column.kind}
        />
      ))}
      <text className="stage-value stage-op" x={center} y={TOP + layout.height + 17}>
        {opWord(column)}
      </text>
      {ROWS.map((row, index) => (
        <text key={row.name} className="stage-value" x={center} y={rowY(layout, index)}>
          {row.value(column)}
        </text>
      ))}
    </g>
  );
}

function rowY(layout: StageLayout, index: number): number {
  return TOP + layout.height + 17 + (index + 1) * ROW;
}

function opWord({ kind, stage }: Column): string {
  if (stage === null) return kind;
  return stage.op === 'mbconv' ? 'MB' : 'Fused';
}

function describe(layout: StageLayout, architecture: Architecture): string {
  const { input } = architecture;
  const columns = layout.columns.map(describeColumn);
  return `Input ${input.height} by ${input.width} by ${input.channels}. ${columns.join('. ')}.`;
}

function describeColumn({ name, stage, channels, resolution }: Column): string {
  if (stage === null) return `${name} with ${channels} channels`;
  const parts = [
    `${name}: ${stage.layers} ${stage.op === 'mbconv' ? 'MBConv' : 'Fused-MBConv'}`,
    `kernel ${stage.kernel}`,
    `expansion ${stage.expansion}`,
    `${channels} channels at ${resolution.height} by ${resolution.width}`,
  ];
  if (stage.squeezeExcite > 0) parts.push(`squeeze-excite ${stage.squeezeExcite}`);
  return parts.join(', ');
}
