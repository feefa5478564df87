import { byStrategy, meanOf, savedShare, type Comparison, type SearchResult } from './results.js';

/** The comparison as Markdown. */
export function readable({ date, machine, candidates, searches, note }: Comparison, plot?: string): string {
  const rows = searches.map((search) => [
    search.strategy, String(search.seed), search.winner.reward.toFixed(4), search.winner.estimate?.toFixed(4) ?? '-', percent(search.winner.accuracy),
    `${search.winner.stepTimeMs.toFixed(1)} ms`, search.winner.params.toLocaleString('en'), `${search.wallSeconds.toFixed(0)} s`,
    `${search.spentSeconds.toFixed(0)} s`, `${search.savedSeconds.toFixed(0)} s (${percent(savedShare(search))})`, `${search.completed} / ${search.pruned} / ${search.failed}`,
  ]);
  return `# A real search, ${date.slice(0, 10)}

${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}, Node ${machine.node}, two workers. Load before the run: ${machine.loadBefore}.
${note === null ? '' : `\n${note}\n`}
Fashion-MNIST, ${candidates} candidates a search, every one trained and timed, stopped early by \`asha\`. The winner is the candidate that is expected
to be the best; its reward is as measured. Accelerator time is that of training; what was saved is an estimate, each pruned candidate at its own pace.

${table(['strategy', 'seed', 'winner\'s reward', 'expected', 'accuracy', 'step time', 'parameters', 'wall time', 'training time', 'saved by asha', 'completed / pruned / failed'], rows)}

${summary(searches)}
${plot === undefined ? '' : `\n![Best reward by finished candidates](${plot})\n`}
Winners:

${searches.map(({ strategy, seed, winner }) => `- ${strategy}, seed ${seed}: \`${winner.architecture}\``).join('\n')}
`;
}

function summary(searches: readonly SearchResult[]): string {
  const means = [...byStrategy(searches)].map(([strategy, results]) => (
    `${strategy}: mean reward of the winners ${meanOf(results, ({ winner }) => winner.reward).toFixed(4)}, training time ${meanOf(results, ({ spentSeconds }) => spentSeconds).toFixed(0)} s`));
  return `${means.join('; ')}. Saved by asha over all searches: ${percent(searches.reduce((sum, { savedSeconds }) => sum + savedSeconds, 0)
    / searches.reduce((sum, { savedSeconds, spentSeconds }) => sum + savedSeconds + spentSeconds, 0))} of the training time.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
