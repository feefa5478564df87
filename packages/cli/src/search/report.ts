/** Searches as people read them. */
import type { CandidateSummary, SearchDetail, SearchPlan, SearchSummary } from '@stride/client';
import { objectiveWords, type Objective } from '@stride/core';
import { colors } from '../output/colors.js';
import { renderFields, renderTable, type Column } from '../output/table.js';
import { ago, bytes, count, duration, grouped, magnitude, milliseconds, orNone, percent, short } from '../output/words.js';
import { bestLine, countsLine, finishedOf, hasEnded, leftWords } from './progress.js';

const LIST_COLUMNS: readonly Column[] = [
  { head: 'id' }, { head: 'name', flexible: true }, { head: 'status' }, { head: 'candidates', align: 'right' }, { head: 'best reward', align: 'right' },
  { head: 'strategy', leaveOut: 3 }, { head: 'dataset', leaveOut: 4 }, { head: 'accelerator', align: 'right', leaveOut: 2 }, { head: 'created', align: 'right', leaveOut: 1 },
];

/** @param ids what each is called; piped, in full */
export function renderSearches(searches: readonly SearchSummary[], ids: readonly string[]): string {
  return renderTable(LIST_COLUMNS, searches.map((search, index) => [
    ids[index] ?? search.id, search.name, `${search.status}${search.simulated ? ' (simulated)' : ''}`, `${count(finishedOf(search))}/${count(search.budget.candidates)}`,
    orNone(search.bestReward, (reward) => reward.toFixed(4)), search.strategy.name, search.dataset, duration(search.acceleratorSeconds), ago(search.createdAt),
  ]));
}

const SHORTEST = 8;

/** So much of each id as tells it from the others, no less than eight characters. */
export function shortIds(ids: readonly string[]): string[] {
  return ids.map((id) => {
    let length = SHORTEST;
    while (length < id.length && ids.some((other) => other !== id && other.startsWith(id.slice(0, length)))) length += 1;
    return id.slice(0, length).replace(/-$/, '');
  });
}

/** Everything about one search. @param page its address on the dashboard */
export function renderSearch(search: SearchDetail, best: CandidateSummary | null, top: readonly CandidateSummary[], page: string): string {
  const fields = renderFields([
    ['id', search.id],
    ['status', `${search.status}${search.statusReason === null ? '' : `: ${search.statusReason}`}${search.simulated ? '; simulated, nothing was trained' : ''}`],
    ['progress', `${countsLine(search)}${hasEnded(search) ? '' : `; ${leftWords(search)}`}`],
    ['winner', best === null ? 'none yet' : bestLine(best).replace(/^best /, '')],
    ['space', `${search.spaceName}, ${magnitude(search.spaceSize)} architectures`],
    ['dataset', search.dataset],
    ['strategy', search.strategy.name],
    ['scheduler', search.scheduler.name],
    ['objective', objectiveWords(search.objective as Objective).join(', ')],
    ['warm start', search.warmStart === null ? null : `from ${'fromSearch' in search.warmStart ? String(search.warmStart.fromSearch) : 'given networks'}`],
    ['concurrency', String(search.concurrency)],
    ['seed', String(search.seed)],
    ['created', `${search.createdAt} (${ago(search.createdAt)})`],
    ['time', `${duration(search.activeSeconds)} running, ${duration(search.acceleratorSeconds)} of accelerators`],
    ['page', page],
  ]);
  const table = top.length === 0 ? '' : `\n\nThe best candidates by measured reward${search.reference === null ? '' : ', and the reference'}:\n${renderCandidates(search.reference === null ? top : [...top, search.reference])}`;
  return `${colors.bold(search.name)}\n${fields}${table}`;
}

const CANDIDATE_COLUMNS: readonly Column[] = [
  { head: '' }, { head: 'reward', align: 'right' }, { head: 'accuracy', align: 'right' }, { head: 'step time', align: 'right' }, { head: 'parameters', align: 'right' },
  { head: 'multiply-adds', align: 'right', leaveOut: 1 }, { head: 'architecture', flexible: true, leaveOut: 2 },
];

function renderCandidates(candidates: readonly CandidateSummary[]): string {
  return renderTable(CANDIDATE_COLUMNS, candidates.map((candidate) => [
    candidate.role === 'reference' ? 'reference' : `#${candidate.number}`, orNone(candidate.reward, (reward) => reward.toFixed(4)), orNone(candidate.accuracy, percent),
    orNone(candidate.stepTimeMs, ({ median }) => milliseconds(median)), count(candidate.params), short(candidate.multiplyAdds), candidate.architectureText,
  ]));
}

/** What a request would come to. */
export function renderPlan(plan: SearchPlan): string {
  const { reference, proxyTask } = plan;
  const { wallSeconds, failures, candidates } = plan.budget;
  return `${colors.bold('Nothing was submitted.')} The request would search:\n${renderFields([
    ['name', plan.name],
    ['space', `${plan.spaceName}: ${plan.decisions} decisions, ${grouped(plan.spaceSize)} architectures${plan.spaceSize.length > 6 ? ` (${magnitude(plan.spaceSize)})` : ''}`],
    ['dataset', plan.dataset],
    ['budget', [`${count(candidates)} candidates`, wallSeconds === null ? null : `${duration(wallSeconds)} of running`, failures === null ? null : `until ${failures} fail`].filter((part) => part !== null).join(', ')],
    ['strategy', plan.strategy.name],
    ['scheduler', plan.scheduler.name],
    ['objective', objectiveWords(plan.objective as Objective).join(', ')],
    ['proxy task', `${proxyTask.epochs} epochs of ${orNone(proxyTask.trainSamples, count)} images in batches of ${proxyTask.batchSize}`],
    ['concurrency', String(plan.concurrency)],
    ['seed', plan.seed === null ? 'drawn when it is submitted' : String(plan.seed)],
    ['reference', `${count(reference.params)} parameters, ${short(reference.multiplyAdds)} multiply-adds, ${bytes(reference.memoryBytes)} to train`],
    ['', reference.text],
  ])}`;
}

/** One line on what a command has done. */
export function stateLine(search: SearchSummary): string {
  const last = search.status === 'cancelled' || search.status === 'completed' ? '' : ` ${leftWords(search) === search.status ? '' : `(${leftWords(search)})`}`.trimEnd();
  return `${search.name} (${search.id}) is ${search.status}: ${countsLine(search)}.${last}`;
}

