import type { ArchitectureDescription, Coefficients, Stage, StageDescription } from '@stride/core';
import { colors } from '../output/colors.js';
import { renderTable, type Column } from '../output/table.js';
import { bytes, count, short } from '../output/words.js';

/** One row of the list, and of a family. */
export interface CostRow {
  readonly name: string;
  readonly description: ArchitectureDescription;
}

const COST_COLUMNS: readonly Column[] = [
  { head: '' }, { head: 'image', align: 'right' }, { head: 'parameters', align: 'right' }, { head: 'with statistics', align: 'right', leaveOut: 2 },
  { head: 'multiply-adds', align: 'right' }, { head: 'layers', align: 'right', leaveOut: 1 }, { head: 'widest', align: 'right', leaveOut: 1 },
];

/** Names, image sizes and what they cost. */
export function costTable(rows: readonly CostRow[]): string {
  return renderTable(COST_COLUMNS, rows.map(({ name, description: { architecture, params, multiplyAdds } }) => {
    const { stages } = architecture;
    return [
      name, imageOf(architecture.input), count(params.trainable), count(params.total), short(multiplyAdds),
      count(stages.reduce((sum, { layers }) => sum + layers, 0)), count(Math.max(...stages.map(({ channels }) => channels))),
    ];
  }));
}

/** Every part of a network and their sum. */
export function partTable({ architecture, stages, params, multiplyAdds, activationBytes, batchSize }: ArchitectureDescription): string {
  const columns: Column[] = [
    { head: '' }, { head: 'blocks', flexible: true }, { head: 'output', align: 'right' }, { head: 'parameters', align: 'right' },
    { head: 'statistics', align: 'right', leaveOut: 2 }, { head: 'multiply-adds', align: 'right' }, { head: `activations (batch ${batchSize})`, align: 'right', leaveOut: 1 },
  ];
  const rows = stages.map((part, index) => [
    part.name, blocksOf(architecture.stages[index - 1]), outputOf(part), count(part.params), count(part.batchNormStatistics), short(part.multiplyAdds),
    bytes(part.activationBytes),
  ]);
  const { bold } = colors;
  const total = [bold('total'), '', '', bold(count(params.trainable)), count(params.total - params.trainable), bold(short(multiplyAdds)), bold(bytes(activationBytes))];
  return renderTable(columns, [...rows, total]);
}

/** What was done to get it, in words. */
export function coefficientsLine({ width, depth, resolution }: Coefficients): string {
  const factor = (value: number) => `x${Number(value.toFixed(3))}`;
  return `width ${factor(width)}, depth ${factor(depth)}, image size ${factor(resolution)}`;
}

function blocksOf(stage: Stage | undefined): string {
  if (stage === undefined) return '';
  const { op, kernel, stride, expansion, layers, squeezeExcite } = stage;
  return `${layers} x ${op === 'mbconv' ? 'MBConv' : 'Fused-MBConv'} ${kernel}x${kernel} e${expansion}${stride > 1 ? ` stride ${stride}` : ''}${squeezeExcite > 0 ? ` se${squeezeExcite}` : ''}`;
}

function outputOf({ outputShape: { height, width, channels } }: StageDescription): string {
  return height === 1 && width === 1 ? count(channels) : `${height}x${width}x${channels}`;
}

const imageOf = ({ height, width, channels }: { height: number; width: number; channels: number }) => `${height}x${width}x${channels}`;
