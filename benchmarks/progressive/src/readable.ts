/** The same figures as Markdown, for a terminal and for a file. */
import { summaryOf, type Results, type Spread } from './results.js';

/** @param plot file name of the plot, beside the Markdown; none in a terminal */
export function readable(results: Results, plot?: string): string {
  const { machine, note, runs } = results;
  const { device } = machine;
  const count = (value: number) => value.toLocaleString('en-US');
  return `${[
    `# Progressive learning, ${results.date.slice(0, 10)}`,
    `${device.name}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}, Node ${machine.node}, backend ${device.backend}, `
      + `${device.threads} thread(s). Load before the run: ${machine.loadBefore}.`,
    ...(note === null ? [] : [`Note: ${note}`]),
    `\`${results.network}\`, ${count(results.parameters)} parameters, on ${results.dataset}: ${results.epochs} epochs, ${count(results.steps)} steps. `
      + 'Test accuracy is of the last step, on images that took part in nothing before, at the full image size. Mean (smallest to largest) over seeds.',
    table(
      ['', 'seeds', 'test accuracy %', 'against the first, points', 'CPU s', 'of the first', 'wall s'],
      summaryOf(runs).map(({ variant, seeds, testAccuracy, gain, cpuSeconds, cpuShare, wallSeconds }) => [
        variant, `${seeds}`, spread(testAccuracy, 100, 2), gain === null ? '' : spread(gain, 100, 2), spread(cpuSeconds, 1, 0),
        `${(100 * cpuShare).toFixed(0)} %`, spread(wallSeconds, 1, 0),
      ])),
    'CPU s: processor time of the training process, evaluations included; wall s: what a clock saw, whatever else the machine did.',
    ...(plot === undefined ? [] : [`![Validation accuracy over processor time](${plot})`]),
    '## Every run',
    table(['', 'seed', 'test accuracy %', 'test loss', 'CPU s', 'wall s'], runs.map((run) => [
      run.variant, `${run.seed}`, (100 * run.testAccuracy).toFixed(2), run.testLoss.toFixed(4), run.cpuSeconds.toFixed(0), run.wallSeconds.toFixed(0)])),
    '## Schedules',
    ...Object.entries(results.schedules).map(([name, schedule]) => `${name}: \`${JSON.stringify(schedule, fewDigits)}\``),
    `The rest of the task, but for the seed: \`${JSON.stringify(results.task, fewDigits)}\``,
  ].join('\n\n')}\n`;
}

function spread({ mean, min, max }: Spread, factor: number, digits: number): string {
  const text = (value: number) => (factor * value).toFixed(digits);
  return min === max ? text(mean) : `${text(mean)} (${text(min)} to ${text(max)})`;
}

function fewDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
