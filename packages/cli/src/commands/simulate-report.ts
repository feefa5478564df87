import type { Milestone, Spread } from '@stride/simulator';
import { colors } from '../output/colors.js';
import { renderTable, type Column } from '../output/table.js';
import type { Simulation } from './simulate-run.js';

/** For a terminal; piped, lines of fields between tabs. */
export function renderForecast(simulation: Simulation, isTerminal = process.stdout.isTTY): string {
  return isTerminal ? forPeople(simulation) : forPrograms(simulation);
}

function forPeople(simulation: Simulation): string {
  const { data, candidates, workers, strategy, scheduler, seeds, assumptions, forecast } = simulation;
  const facts = factsOf(simulation).map(([name, value, note]) => `  ${name.padEnd(18)} ${value}${note === '' ? '' : colors.dim(`  ${note}`)}`);
  const marks = forecast.milestones;
  return [
    `${colors.bold(colors.yellow('Simulated'))}, nothing was trained: ${colors.bold(`${candidates} candidates on ${workers} worker${workers === 1 ? '' : 's'}`)}, `
      + `strategy ${strategy}, scheduler ${scheduler}, mean of ${seeds} seed${seeds === 1 ? '' : 's'}.`,
    `Data: ${data.name} (${data.kind}). Reward: ${forecast.unit}.`,
    '',
    ...facts,
    '',
    milestoneTable(marks),
    `  best so far        ${colors.cyan(sparkline(marks.flatMap(({ best }) => best?.mean ?? [])))}`,
    '',
    ...assumptions.map((assumption) => colors.dim(`  ${assumption}`)),
    '',
  ].join('\n');
}

/** Name, value, and a remark. */
function factsOf({ scheduler, forecast }: Simulation): [string, string, string][] {
  const { wallSeconds, workerSeconds, savedSeconds, utilization, completed, pruned, failed } = forecast;
  const whole = workerSeconds.mean + savedSeconds.mean;
  return [
    ['wall time', duration(wallSeconds.mean), rangeOf(wallSeconds)],
    ['accelerator time', duration(workerSeconds.mean), rangeOf(workerSeconds)],
    ...(scheduler === 'none' ? [] : [[`saved by ${scheduler}`, duration(savedSeconds.mean), `${percent(whole === 0 ? 0 : savedSeconds.mean / whole)} of what it would have taken`] as [string, string, string]]),
    ['utilization', percent(utilization.mean), 'share of the workers\' time in which they trained'],
    ['candidates', `${count(completed)} completed, ${count(pruned)} stopped early, ${count(failed)} failed`, ''],
  ];
}

const COLUMNS: readonly Column[] = ['candidates', 'after', 'best found', 'sd over seeds', 'lowest', 'highest'].map((head) => ({ head, align: 'right' }));

function milestoneTable(milestones: readonly Milestone[]): string {
  return renderTable(COLUMNS, milestones.map(({ candidates, wallSeconds, best }) => {
    const figures = best === null ? ['-', '-', '-', '-'] : [best.mean, best.deviation, best.least, best.most].map(figure);
    return [String(candidates), duration(wallSeconds.mean), ...figures];
  }));
}

function forPrograms({ data, candidates, workers, strategy, scheduler, seeds, assumptions, forecast }: Simulation): string {
  const { wallSeconds, workerSeconds, savedSeconds, utilization, completed, pruned, failed, milestones, unit } = forecast;
  const rows: (readonly (string | number)[])[] = [
    ['simulated', 'true'], ['data', data.name], ['data_kind', data.kind], ['candidates', candidates], ['workers', workers], ['strategy', strategy], ['scheduler', scheduler], ['seeds', seeds],
    ...Object.entries({ wallSeconds, workerSeconds, savedSeconds, utilization, completed, pruned, failed })
      .map(([name, spread]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), ...fields(spread)]),
    ...assumptions.map((assumption) => ['assumption', assumption]),
    ['best', 'candidates', 'wall_seconds', `mean (${unit})`, 'sd', 'lowest', 'highest'],
    ...milestones.map((milestone) => ['best', milestone.candidates, number(milestone.wallSeconds.mean), ...(milestone.best === null ? ['', '', '', ''] : fields(milestone.best))]),
  ];
  return `${rows.map((row) => row.join('\t')).join('\n')}\n`;
}

function fields({ mean, deviation, least, most }: Spread): string[] {
  return [mean, deviation, least, most].map(number);
}

const BARS = '▁▂▃▄▅▆▇█';

/** From the lowest of the values to the highest. */
export function sparkline(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => BARS[most === least ? BARS.length - 1 : Math.round(((value - least) / (most - least)) * (BARS.length - 1))]).join('');
}

/** With two units at most. */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(seconds / 3600);
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (minutes < 120) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function rangeOf({ least, most }: Spread): string {
  return duration(least) === duration(most) ? '' : `${duration(least)} to ${duration(most)}`;
}

const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
const count = ({ mean }: Spread) => Number(mean.toFixed(1)).toLocaleString('en-US');
const number = (value: number) => String(Number(value.toPrecision(6)));

function figure(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}
