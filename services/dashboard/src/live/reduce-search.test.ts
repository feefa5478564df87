import type { CandidateSummary, LiveEvent, SearchDetail, TrainingSummary } from '@stride/client';
import { describe, expect, it } from 'vitest';
import { candidateOf, type LiveSearch } from './live-search.js';
import { Points } from './points.js';
import { EMPTY_SEARCH_STATE, reduceSearch, type SearchAction, type SearchState } from './reduce-search.js';

const search = {
  id: 's',
  status: 'running',
  name: 'a search',
  counts: { completed: 0 },
  reference: null,
} as unknown as SearchDetail;

function candidate(
  id: string,
  status: CandidateSummary['status'],
  more: Partial<CandidateSummary> = {},
): CandidateSummary {
  return {
    id,
    searchId: 's',
    number: 1,
    role: 'candidate',
    status,
    attempts: 1,
    accuracy: null,
    progress: null,
    ...more,
  } as CandidateSummary;
}

const COLUMNS = ['id', 'number', 'status', 'reward', 'accuracy', 'stepTimeMs', 'params', 'multiplyAdds', 'deviceClass', 'finishedAt', 'encoding'];
const NO_POINTS = Points.of({ columns: Object.fromEntries(COLUMNS.map((name) => [name, []])), decisions: [], deviceClasses: [] } as never);
const updated = (data: CandidateSummary): LiveEvent => ({ id: '1', type: 'candidate.updated', data });
const evaluated = (candidateId: string, step: number, seconds = step): LiveEvent => ({
  id: '2',
  type: 'candidate.evaluated',
  data: {
    searchId: 's',
    candidateId,
    number: 1,
    point: { step, epoch: step / 10, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds },
  },
});
const events = (...list: LiveEvent[]): SearchAction => ({ type: 'events', events: list, points: null, at: 2 });
const snapshot: Extract<SearchAction, { type: 'snapshot' }> = { type: 'snapshot', search, points: NO_POINTS, trainings: [], at: 1 };

function run(...actions: SearchAction[]): SearchState {
  return actions.reduce(reduceSearch, EMPTY_SEARCH_STATE);
}

function live(...actions: SearchAction[]): LiveSearch {
  const state = run(...actions);
  if (state.live === null) throw new Error('no snapshot was applied');
  return state.live;
}

describe('one search, live', () => {
  it('applies events that came before the snapshot on top of it', () => {
    const after = live(events(updated(candidate('c', 'running'))), snapshot);
    expect(candidateOf(after, 'c')?.status).toBe('running');
    expect(run(snapshot).buffer).toBeNull();
  });

  it('applies events that come during a later snapshot at once, and again on top of it', () => {
    const renamed: LiveEvent = { id: '1', type: 'search.updated', data: { ...search, status: 'paused' } };
    const during = run(snapshot, { type: 'snapshot-requested' }, events(renamed));
    expect(during.live?.search.status).toBe('paused');
    expect(reduceSearch(during, snapshot).live?.search.status).toBe('paused');
  });

  it('forgets what may be stale after a gap', () => {
    const before = run(snapshot, events(updated(candidate('c', 'running')), updated(candidate('d', 'completed'))));
    const after = [
      { type: 'snapshot-requested' } as const,
      events(updated(candidate('e', 'queued'))),
      snapshot,
    ].reduce<SearchState>(reduceSearch, before).live;
    expect([...(after?.candidates.keys() ?? [])]).toEqual(['e']);
  });

  it('keeps what only the detail has when a summary arrives', () => {
    const { space: _, ...summary } = { ...search, status: 'completed' as const };
    const after = live(
      { ...snapshot, search: { ...search, spaceSize: '42' } },
      events({ id: '1', type: 'search.updated', data: summary }),
    );
    expect(after.search).toMatchObject({ status: 'completed', spaceSize: '42' });
    expect(after.receivedAt).toBe(2);
  });

  it('does not let an older event reopen a finished candidate', () => {
    const after = live(snapshot, events(updated(candidate('c', 'failed'))), events(updated(candidate('c', 'running'))));
    expect(candidateOf(after, 'c')?.status).toBe('failed');
  });

  it('keeps the points it was given, and those it had where an event brings none', () => {
    const more = NO_POINTS.with([candidate('c', 'running', { number: 1, stepTimeMs: null, deviceClass: null, finishedAt: null, encoding: [] })]);
    const after = run(snapshot, { type: 'events', events: [], points: more, at: 2 });
    expect(after.live?.points).toBe(more);
    expect(reduceSearch(after, events()).live?.points).toBe(more);
  });

  it('remembers candidates in flight and the latest that have ended, however many there were', () => {
    const many = Array.from({ length: 800 }, (_, index) => updated(candidate(`c${index}`, index === 3 ? 'running' : 'completed')));
    const { candidates } = live(snapshot, events(...many));
    expect(candidates.size).toBe(500);
    expect([candidates.has('c3'), candidates.has('c2'), candidates.has('c799')]).toEqual([true, false, true]);
  });

  it('takes each line of the log once, the newest first', () => {
    const line = (id: string): LiveEvent => ({ id, type: 'log.appended', data: { searchId: 's', message: id } as never });
    const { log } = live(snapshot, events(line('1'), line('2')), events(line('2'), line('3')));
    expect(log.map(({ id }) => id)).toEqual(['3', '2', '1']);
  });

  it('has the table read again when a candidate appears or changes status', () => {
    const appeared = live(snapshot, events(updated(candidate('c', 'queued'))));
    const started = live(
      snapshot,
      events(updated(candidate('c', 'queued'))),
      events(updated(candidate('c', 'running'))),
    );
    expect([appeared.revision, started.revision]).toEqual([1, 2]);
  });

  it('takes the reference from the snapshot, as the list of candidates leaves it out', () => {
    const reference = candidate('r', 'completed', { role: 'reference', number: 0 });
    expect(candidateOf(live({ ...snapshot, search: { ...search, reference } }), 'r')).toEqual(reference);
  });

  it('follows the reference', () => {
    const after = live(snapshot, events(updated(candidate('r', 'completed', { role: 'reference', number: 0 }))));
    expect(after.search.reference?.id).toBe('r');
  });

  it('collects curves and starts over with a new attempt', () => {
    const first = live(
      snapshot,
      events(updated(candidate('c', 'running')), evaluated('c', 10), evaluated('c', 20), evaluated('c', 20)),
    );
    expect(first.curves.get('c')?.map(({ step }) => step)).toEqual([10, 20]);
    const again = reduceSearch(
      { live: first, buffer: null },
      events(updated(candidate('c', 'running', { attempts: 2 })), evaluated('c', 10, 11)),
    ).live;
    expect(again?.curves.get('c')?.map(({ seconds }) => seconds)).toEqual([11]);
  });

  it('follows full trainings: as listed, then by events, and what came before the list on top of it', () => {
    const training = (status: TrainingSummary['status']) =>
      ({ id: 't', searchId: 's', candidateId: 'c', status, attempts: 1 }) as TrainingSummary;
    const changed = (data: TrainingSummary): LiveEvent => ({ id: '1', type: 'training.updated', data });
    const listed: SearchAction = { ...snapshot, trainings: [training('queued')] };
    const statusOf = (state: LiveSearch) => state.trainings.byId.get('t')?.status;
    expect(statusOf(live(listed))).toBe('queued');
    expect(statusOf(live(listed, events(changed(training('running')))))).toBe('running');
    expect(statusOf(live(events(changed(training('running'))), listed))).toBe('running');
  });

  it('counts snapshots, after each of which what was read before is read again', () => {
    const again: SearchAction[] = [{ type: 'snapshot-requested' }, snapshot];
    expect([live(snapshot).snapshots, live(snapshot, ...again).snapshots]).toEqual([1, 2]);
  });

  it('ignores what belongs to another search', () => {
    const foreign = updated({ ...candidate('x', 'completed'), searchId: 'other' });
    expect(live(snapshot, events(foreign)).candidates.size).toBe(0);
    const training = { id: 't', searchId: 'other', status: 'queued' } as TrainingSummary;
    expect(live(snapshot, events({ id: '1', type: 'training.updated', data: training })).trainings.byId.size).toBe(0);
  });
});
