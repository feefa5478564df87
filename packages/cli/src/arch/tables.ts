import type { ArchitectureDescription, Coefficients, Stage, StageDescription } from '@stride/core';
import Table from 'cli-table3';
import pc from 'picocolors';

/** One row of the list, and of a family. */
export interface CostRow {
  readonly name: string;
  readonly description: ArchitectureDescription;
}

/** Names, image sizes and what they cost. */
export function costTable(rows: readonly CostRow[]): string {
  const table = newTable(['', 'image', 'parameters', 'with statistics', 'multiply-adds', 'layers', 'widest'], ['left', 'right', 'right', 'right', 'right', 'right', 'right']);
  for (const { name, description: { architecture, params, multiplyAdds } } of rows) {
    const { stages } = architecture;
    table.push([
      name, imageOf(architecture.input), count(params.trainable), count(params.total), short(multiplyAdds),
      count(stages.reduce((sum, { layers }) => sum + layers, 0)), count(Math.max(...stages.map(({ channels }) => channels))),
    ]);
  }
  return table.toString();
}

/** Every part of a network and their sum. */
export function partTable({ architecture, stages, params, multiplyAdds, activationBytes, batchSize }: ArchitectureDescription): string {
  const table = newTable(
    ['', 'blocks', 'output', 'parameters', 'statistics', 'multiply-adds', `activations (batch ${batchSize})`],
    ['left', 'left', 'right', 'right', 'right', 'right', 'right']);
  stages.forEach((part, index) => table.push([
    part.name, blocksOf(architecture.stages[index - 1]), outputOf(part), count(part.params), count(part.batchNormStatistics), short(part.multiplyAdds),
    memory(part.activationBytes),
  ]));
  table.push([
    pc.bold('total'), '', '', pc.bold(count(params.trainable)), count(params.total - params.trainable), pc.bold(short(multiplyAdds)), pc.bold(memory(activationBytes)),
  ]);
  return table.toString();
}

/** What was done to get it, in words. */
export function coefficientsLine({ width, depth, resolution }: Coefficients): string {
  const factor = (value: number) => `x${Number(value.toFixed(3))}`;
  return `width ${factor(width)}, depth ${factor(depth)}, image size ${factor(resolution)}`;
}

function newTable(head: string[], colAligns: ('left' | 'right')[]) {
  const colors = process.stdout.isTTY;
  return new Table({ head, colAligns, style: { head: colors ? ['cyan'] : [], border: colors ? ['grey'] : [], compact: true } });
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
const count = (value: number) => value.toLocaleString('en-US');
const memory = (bytes: number) => (bytes >= 2 ** 20 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 10).toFixed(1)} KiB`);

/** With four digits and a unit. */
function short(value: number): string {
  for (const [unit, size] of [['G', 1e9], ['M', 1e6], ['k', 1e3]] as const) {
    if (value >= size) return `${(value / size).toPrecision(4)} ${unit}`;
  }
  return String(value);
}
