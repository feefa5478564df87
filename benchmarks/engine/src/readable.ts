/** The same figures as Markdown, for a terminal and for a file. */
import type { NetResult, Side } from './measure.js';
import { betterTorch, peakBytes, summaryOf, type Results } from './results.js';

export function readable(results: Results): string {
  const { machine, peak, nets, note } = results;
  const { twoWorkerScaling } = summaryOf(results);
  return `${[
    `# Engine benchmark, ${results.date.slice(0, 10)}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}, Node ${machine.node}, backend `
      + `${machine.backend} on ${machine.device}, one thread; `
      + `${machine.torch === null ? 'no Python with torch was found' : `PyTorch ${machine.torch} on ${machine.torchDevice}`}. `
      + `Load before the run: ${machine.loadBefore}.`,
    ...(note === null ? [] : [`Note: ${note}`]),
    'A training step in milliseconds, in turns with PyTorch (RMSProp, batch norm, SiLU, label smoothing 0.1):',
    steps(nets),
    `Ratio: median over the median of PyTorch's better layout; below 1 is faster than PyTorch.`,
    speeds(results),
    `Peak: the fastest ${peak.size}x${peak.size}x${peak.size} f32 product on one core in the same run, `
      + `${peak.gflops.toFixed(1)} GFLOP/s by ${peak.by} (${peak.rates.map((rate) => `${rate.name} ${rate.gflops.toFixed(1)}`).join(', ')}). `
      + 'A step counts as three forward passes, two operations a multiply-add.',
    twoWorkerScaling === null
      ? 'Two workers: not measured, with one core or one GPU.'
      : `Two workers on two cores, ${results.twoWorkerNet}: ${twoWorkerScaling.toFixed(2)} times the steps of one.`,
    ...nets.map(kernelTable),
  ].join('\n\n')}\n`;
}

function steps(nets: readonly NetResult[]): string {
  const cells = (side: Side | undefined) =>
    (side === undefined ? '-' : `${milliseconds(side.stepMs.median)} (${milliseconds(side.stepMs.p10)})`);
  return table(
    ['net', 'batch', 'parameters', 'Stride median (p10)', 'PyTorch NCHW', 'PyTorch channels_last', 'ratio', 'steps'],
    nets.map((net) => {
      const better = betterTorch(net);
      const ratio = better === null ? '-' : (net.stride.stepMs.median / better.side.stepMs.median).toFixed(2);
      return [net.name, `${net.batchSize}`, `${net.parameters}`, cells(net.stride), cells(net.torch?.nchw),
        cells(net.torch?.channels_last), ratio, `${net.stride.stepMs.n}`];
    }));
}

function speeds(results: Results): string {
  return table(
    ['net', 'GFLOP a step', 'GFLOP/s', 'of peak', 'peak memory MB', 'PyTorch process MB', 'inference images/s', 'PyTorch images/s'],
    summaryOf(results).nets.map(({ gflops, peakShare }, index) => {
      const net = results.nets[index] as NetResult;
      const torch = betterTorch(net)?.side;
      return [net.name, net.gflopPerStep.toFixed(2), gflops.toFixed(1), `${(100 * peakShare).toFixed(0)} %`,
        `${megabytes(peakBytes(net.stride))}`, torch === undefined ? '-' : `${megabytes(torch.residentBytes)}`,
        net.stride.inferenceImagesPerSecond.toFixed(0), torch === undefined ? '-' : torch.inferenceImagesPerSecond.toFixed(0)];
    }));
}

function kernelTable(net: NetResult): string {
  const rows = net.kernels.map(({ name, ms, calls }) => [name, milliseconds(ms), calls.toFixed(0)]);
  return `## ${net.name}: time per kernel and step\n\n`
    + `\`${net.architecture}\`\n\n`
    + `${table(['kernel', 'ms', 'calls'], [...rows, ['outside kernels', milliseconds(net.outsideKernelsMs), '']])}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

function milliseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
