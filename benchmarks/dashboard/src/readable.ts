import { verdicts, type Results } from './results.js';
import type { Spread } from './statistics.js';

/** The results as Markdown. */
export function readable(results: Results): string {
  const { machine, page, small, endpoints, stream, catchUp } = results;
  return [
    `# The page with ${results.candidates} candidates`,
    `${results.date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}, Node ${machine.node}, Chromium ${machine.chromium}, `
    + `headless; load before: ${machine.loadBefore}.${results.note === null ? '' : ` ${results.note}.`}`,
    'The search was simulated (seed.mjs, in '
    + `${results.seedSeconds} s): nothing of it was trained. Medians and 95th percentiles by nearest rank.`,
    table(['', 'target', 'measured', ''], verdicts(results).map(({ name, target, measured, met }) => [name, target, measured, met === null ? 'not measured' : met ? 'met' : 'MISSED'])),
    '## Page',
    table(['', `${small.candidates} candidates`, `${page.candidates} candidates`, 'ratio of medians'], [
      ['usable, ms', words(small.usableMs), words(page.usableMs), ratio(small.usableMs, page.usableMs)],
      ['scatter drawn, ms', words(small.scatterMs), words(page.scatterMs), ratio(small.scatterMs, page.scatterMs)],
      ['table sorted, ms', words(small.sortMs), words(page.sortMs), ratio(small.sortMs, page.sortMs)],
      ['table paged, ms', words(small.pageMs), words(page.pageMs), ratio(small.pageMs, page.pageMs)],
      ['longest task while loading, ms', `${small.longestTaskMs}`, `${page.longestTaskMs}`, ''],
      ['JavaScript heap after a collection, MB', `${small.memory.heapMB}`, `${page.memory.heapMB}`, ''],
      ['resident memory of the tab, MB', `${small.memory.residentMB ?? '–'}`, `${page.memory.residentMB ?? '–'}`, ''],
    ]),
    '## Endpoints',
    table(['', 'p50, ms', 'p95, ms', 'most, ms', 'kB'], endpoints.map(({ name, ms, bytes }) => [name, `${ms.p50}`, `${ms.p95}`, `${ms.most}`, (bytes / 1000).toFixed(1)])),
    '## Live',
    stream === null ? 'Not measured: this page has no log.' : table(['', ''], [
      [`${stream.eventsPerSecond} events/s for ${stream.seconds} s: longest task, ms`, `${stream.longestTaskMs}`], ['tasks over 50 ms', `${stream.longTasks}`],
      ['frames per second', `${stream.framesPerSecond}`], ['longest time between two frames, ms', `${stream.longestGapMs}`],
      ['events behind when the last was stored', `${stream.behind}`], ['until it was shown, ms', `${stream.caughtUpMs}`], ['growth of the heap, MB', `${stream.heapGrowthMB}`],
    ]),
    ...(catchUp === null ? [] : [`A frozen tab that had missed ${catchUp.missed} events showed the last ${catchUp.caughtUpMs} ms after it woke; longest task: ${catchUp.longestTaskMs} ms.`]),
  ].join('\n\n') + '\n';
}

function words(spread: Spread | null): string {
  return spread === null ? '–' : `${spread.p50} (p95 ${spread.p95}, n ${spread.n})`;
}

function ratio(small: Spread | null, large: Spread | null): string {
  return small === null || large === null || small.p50 === 0 ? '–' : (large.p50 / small.p50).toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
