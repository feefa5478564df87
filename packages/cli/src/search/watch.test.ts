import { stripVTControlCharacters } from 'node:util';
import type { CandidateSummary, SearchDetail, StreamMessage, StrideClient } from '@stride/client';
import { afterEach, expect, it, vi } from 'vitest';
import { watchSearch } from './watch.js';
import { watchView } from './watch-view.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const search = (status: string, completed: number, running = 0) => ({
  id: 's', name: 'mine', status, statusReason: status === 'failed' ? 'none completed' : null, budget: { candidates: 3 }, activeSeconds: completed * 10, bestCandidateId: completed > 0 ? 'c1' : null,
  counts: { completed, failed: 0, pruned: 0, cancelled: 0, running, queued: 0 },
}) as unknown as SearchDetail;

const candidate = (number: number, status: string, changes: object = {}) => ({
  id: `c${number}`, number, role: number === 0 ? 'reference' : 'candidate', status, failureReason: null, failureMessage: null, reward: 0.5, accuracy: 0.75, stepTimeMs: { median: 12.34 },
  params: 12_345, prunedAtStep: null, attempts: 1, workerId: 'w1', finishedAt: status === 'running' ? null : `2026-01-01T00:00:0${number}.000Z`, progress: null, ...changes,
}) as unknown as CandidateSummary;

/** What a service tells, in turn; `state` is what it answers when it is asked. */
function service(messages: readonly StreamMessage[], state: { search: SearchDetail; finished?: CandidateSummary[]; running?: CandidateSummary[] }): StrideClient {
  return {
    candidates: { get: async () => candidate(1, 'completed') },
    searches: {
      get: async () => state.search,
      candidates: async (_: string, query: { status?: string }) => ({ items: query.status === 'running' ? state.running ?? [] : state.finished ?? [] }),
      events: async function* () { yield* messages; },
    },
  } as unknown as StrideClient;
}

const changed = (data: SearchDetail): StreamMessage => ({ id: '1', type: 'search.updated', data });
const finished = (data: CandidateSummary): StreamMessage => ({ id: '1', type: 'candidate.updated', data });
const RESET: StreamMessage = { type: 'stream.reset' };

async function lines(stride: StrideClient, since?: number): Promise<string[]> {
  let text = '';
  const stream = { isTTY: false, write: (part: string) => { text += part; return true; } } as unknown as NodeJS.WriteStream;
  await watchSearch(stride, 's', watchView(false, stream), since === undefined ? {} : { since });
  return text.trimEnd().split('\n');
}

it('writes a line for each change of status and each candidate that has finished, once', async () => {
  const failed = candidate(2, 'failed', { failureReason: 'OOM', failureMessage: 'too large\nat x' });
  const pruned = candidate(3, 'pruned', { prunedAtStep: 40 });
  const told = [RESET, finished(candidate(1, 'running')), finished(candidate(1, 'completed')), finished(candidate(1, 'completed')), changed(search('running', 1)), changed(search('paused', 1)),
    finished(failed), finished(pruned), changed(search('completed', 3))];
  expect(await lines(service(told, { search: search('running', 0, 1) }))).toEqual([
    'mine: running, 0 of 3 candidates finished: 1 running; first results soon; no candidate has completed yet',
    '#1 (1/3): completed, reward 0.5000, accuracy 75.00 %, step 12.3 ms, 12,345 parameters',
    'mine: paused, 1 of 3 candidates finished: 1 completed; best #1: reward 0.5000, accuracy 75.00 %, step 12.3 ms, 12,345 parameters',
    '#2 (2/3): failed: OOM, too large',
    '#3 (3/3): pruned at step 40, reward 0.5000',
    'mine: completed, 3 of 3 candidates finished: 3 completed; best #1: reward 0.5000, accuracy 75.00 %, step 12.3 ms, 12,345 parameters',
  ]);
});

it('tells after a lost connection of what has finished meanwhile, and not of what was before', async () => {
  const state = { search: search('running', 1), finished: [candidate(1, 'completed')] };
  const stride = service([], state);
  stride.searches.events = async function* () {
    yield RESET;
    state.search = search('running', 3);
    state.finished = [candidate(3, 'completed'), candidate(2, 'completed'), candidate(1, 'completed')];
    yield RESET;
    yield changed(search('failed', 3));
  };
  const told = await lines(stride, Date.parse('2026-01-01T00:00:01.500Z'));
  expect(told.map((line) => line.split(':', 1)[0])).toEqual(['mine', '#2 (2/3)', '#3 (3/3)', 'mine']);
  expect(told.at(-1)).toContain('failed (none completed)');
});

it('ends at once with a search that has ended', async () => {
  expect(await lines(service([RESET], { search: search('cancelled', 1) }))).toHaveLength(1);
});

it('writes each as a document', async () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => { written.push(String(text)); return true; });
  await watchSearch(service([RESET, finished(candidate(1, 'completed')), changed(search('completed', 3))], { search: search('running', 0) }), 's', watchView(true));
  expect(written.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(['search.updated', 'candidate.updated', 'search.updated']);
});

it('draws on a terminal how far it is and what runs', () => {
  vi.useFakeTimers();
  let text = '';
  const stream = { isTTY: true, columns: 70, rows: 24, write: (part: string) => { text += part; return true; } } as unknown as NodeJS.WriteStream;
  const view = watchView(false, stream);
  view.connection('live');
  view.search(search('running', 1, 1), candidate(1, 'completed'));
  view.candidate(candidate(2, 'running', { progress: { phase: 'training', stepsDone: 30, stepsTotal: 60 }, attempts: 2 }));
  view.candidate(candidate(0, 'running'));
  view.candidate(candidate(0, 'completed'));
  vi.advanceTimersByTime(200);
  const drawn = stripVTControlCharacters(text);
  expect(drawn).toMatch(/mine\n {2}████████░{16} 1\/3 \| about \d+ s left\n {2}best #1: reward 0\.5000, accuracy 75\.00 %/);
  expect(drawn).toMatch(/ {2}#2 {5}training \(try 2\) {3}█████░░░░░ {2}50 % w1\n$/);
  expect(drawn).not.toContain('ref');
  view.connection('reconnecting');
  vi.advanceTimersByTime(200);
  expect(text).toContain('the connection is lost; trying again');
  view.end();
  expect(text.endsWith('\u001B[?25h')).toBe(true);
});
