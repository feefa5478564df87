import { errorColors } from '../output/colors.js';
import { print, printJson, say } from '../output/print.js';
import type { CandidateSummary, Immutable, SearchDetail, StrideClient, TrainingSummary, TrainRequest } from '@stride/client';
import { parseArchitecture } from '@stride/core';
import { connect, PATIENCE_MS, type ConnectionFlags } from '../connection.js';
import { findCandidate } from '../find-candidate.js';
import { findSearch } from '../find-search.js';
import { onSignals } from '../shutdown.js';
import { taskChanges, type TrainFlags } from '../train/settings.js';
import { explainCorrelation, renderTrainings } from '../train/trainings-report.js';
import { trainingsView } from '../train/trainings-view.js';
import { UsageError } from '../usage-error.js';

export interface TrainSearchOptions extends TrainFlags, ConnectionFlags {
  /** Id of the search. */
  readonly search: string;
  readonly top: number | undefined;
  /** Number of one candidate. */
  readonly candidate: number | undefined;
  readonly json: boolean;
}

/** Of the API: trainings that one request may ask for, and candidates that one answer has. */
const MOST_AT_ONCE = 100;
const PAGE = 500;

const POLL_MS = 1_000;

/**
 * `stride train --search`: candidates of a search in full, as jobs on the workers of the Stride that runs here. Ctrl-C ends the
 * watching alone; asked for again, the same trainings are found again.
 */
export async function trainSearch(options: TrainSearchOptions): Promise<void> {
  // Patient with a Stride that restarts while it is watched, and not with one that does not run at all.
  const [stride, hasty] = [connect(options, PATIENCE_MS), connect(options)];
  const search = await hasty.searches.get(await findSearch(hasty, options.search));
  const items = await stride.searches.train(search.id, await requestOf(stride, search, options));
  say(`Training ${items.map(({ number }) => `#${number}`).join(', ')} of ${errorColors.bold(search.name)} in full on ${search.dataset}, ${epochs(items[0]?.epochs ?? 0)}. Ctrl-C ends the watching, not the training.\n`);
  const watch = new AbortController();
  onSignals({ stop: async () => watch.abort(), kill: () => {} });
  await follow(stride, items.map(({ id }) => id), watch.signal);
  await conclude(stride, search.id, items, options.json);
}

/** What is to be trained and how. The API chooses the best itself, unless a schedule is made here, which is made for the very networks. */
async function requestOf(stride: StrideClient, search: SearchDetail, options: TrainSearchOptions): Promise<Immutable<TrainRequest>> {
  const { candidate, progressive } = options;
  const top = options.top ?? 1;
  if (candidate !== undefined && options.top !== undefined) throw new UsageError('--candidate and --top exclude each other: one candidate, or the best so many.');
  if (candidate === undefined && (progressive === undefined || top < 1 || top > MOST_AT_ONCE)) return { top, task: taskChanges(options, search.space.reference) };
  const chosen = candidate === undefined ? await best(stride, search.id, top) : [await findCandidate(stride, search.id, candidate)];
  // The API refuses such a request in its own words.
  if (chosen.length === 0) return { top, task: taskChanges(options, search.space.reference) };
  return { candidateIds: chosen.map(({ id }) => id), task: taskForAll(options, chosen) };
}

/** Those that the API would choose. */
async function best(stride: StrideClient, searchId: string, top: number): Promise<readonly CandidateSummary[]> {
  const { items } = await stride.searches.candidates(searchId, { status: 'completed', sort: 'reward', order: 'desc', limit: Math.min(top, PAGE) });
  return items.filter(({ reward }) => reward !== null);
}

/** A linear schedule begins at a size that suits a network's total stride; one request has one schedule. */
function taskForAll(options: TrainSearchOptions, candidates: readonly CandidateSummary[]): NonNullable<Immutable<TrainRequest>['task']> {
  const [first, ...others] = candidates.map(({ number, architectureText }) => ({ number, task: taskChanges(options, parseArchitecture(architectureText)) }));
  const other = others.find(({ task }) => JSON.stringify(task) !== JSON.stringify(first?.task));
  if (first && other) {
    throw new UsageError(`--progressive ${options.progressive} would begin with other images for candidate #${other.number} than for #${first.number}; `
      + 'say stages=N and size=PIXELS, or train them one at a time by --candidate.');
  }
  return first?.task ?? {};
}

const epochs = (count: number) => `${count} ${count === 1 ? 'epoch' : 'epochs'}`;

const isOver = ({ status }: TrainingSummary) => status !== 'queued' && status !== 'running';

async function follow(stride: StrideClient, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const view = trainingsView(process.stderr);
  signal.addEventListener('abort', () => view.end());
  try {
    for (let open = [...ids]; open.length > 0; await new Promise((resolve) => setTimeout(resolve, POLL_MS))) {
      const details = await Promise.all(open.map((id) => stride.trainings.get(id)));
      // The process ends with the signal; nothing is to be drawn until then.
      if (signal.aborted) return await new Promise<never>(() => {});
      for (const detail of details) view.update(detail);
      open = details.filter((detail) => !isOver(detail)).map(({ id }) => id);
      if (open.length === 0) return;
    }
  } finally {
    view.end();
  }
}

async function conclude(stride: StrideClient, searchId: string, asked: readonly TrainingSummary[], json: boolean): Promise<void> {
  const { items, rankCorrelation } = await stride.searches.trainings(searchId);
  const ids = new Set(asked.map(({ id }) => id));
  const mine = items.filter(({ id }) => ids.has(id));
  if (json) printJson({ items: mine, rankCorrelation });
  const tell = json ? say : print;
  const candidateIds = [...new Set(items.filter(({ status }) => status === 'completed').map(({ candidateId }) => candidateId))];
  const ranked = (await best(stride, searchId, candidateIds.length + 1)).map(({ id }) => id);
  tell(`\n${renderTrainings(mine)}\n${explainCorrelation(rankCorrelation, { candidateIds, ranked })}`);
  const images = mine.find(({ test }) => test)?.test?.images;
  if (images !== undefined) tell(`Test accuracy is of ${images.toLocaleString('en-US')} images that took part in nothing before.`);
  const failed = mine.filter(({ status }) => status !== 'completed');
  for (const { number, status, failureMessage } of failed) say(`#${number} ${status}${failureMessage ? `: ${failureMessage}` : ''}`);
  if (failed.length > 0) process.exitCode = 1;
}
