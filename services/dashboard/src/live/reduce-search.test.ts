import type { CandidateSummary, SearchDetail, TrainingSummary } from '@stride/contracts';
import { describe, expect, it } from 'vitest';
import type { PageEvent } from './event-queue.js';
import {
  candidateOf,
  EMPTY_SEARCH_STATE,
  reduceSearch,
  type LiveSearch,
  type SearchAction,
  type SearchState,
} from './reduce-search.js';

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

const updated = (data: CandidateSummary): PageEvent => ({ type: 'candidate.updated', data });
const evaluated = (candidateId: string, step: number, seconds = step): PageEvent => ({
  type: 'candidate.evaluated',
  data: {
    searchId: 's',
    candidateId,
    number: 1,
    point: { step, epoch: step / 10, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds },
  },
});
const events = (...list: PageEvent[]): SearchAction => ({ type: 'events', events: list, at: 2 });
const snapshot: Extract<SearchAction, { type: 'snapshot' }> = { type: 'snapshot', search, trainings: [], at: 1 };

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
    const renamed: PageEvent = { type: 'search.updated', data: { ...search, status: 'paused' } };
    const during = run(snapshot, { type: 'snapshot-requested' }, events(renamed));
    expect(during.live?.search.status).toBe('paused');
    expect(reduceSearch(during, snapshot).live?.search.status).toBe('paused');
  });

  it('forgets what may be stale after a gap, but not what has completed', () => {
    const before = run(snapshot, events(updated(candidate('c', 'running')), updated(candidate('d', 'completed'))));
    const after = [
      { type: 'snapshot-requested' } as const,
      events(updated(candidate('e', 'queued'))),
      snapshot,
    ].reduce<SearchState>(reduceSearch, before).live;
    expect([...(after?.others.keys() ?? [])]).toEqual(['e']);
    expect([...(after?.completed.keys() ?? [])]).toEqual(['d']);
  });

  it('keeps what only the detail has when a summary arrives', () => {
    const { space: _, ...summary } = { ...search, status: 'completed' as const };
    const after = live(
      { ...snapshot, search: { ...search, spaceSize: '42' } },
      events({ type: 'search.updated', data: summary }),
    );
    expect(after.search).toMatchObject({ status: 'completed', spaceSize: '42' });
    expect(after.receivedAt).toBe(2);
  });

  it('moves a candidate to the completed ones, whichever of page and event comes first', () => {
    const done = candidate('c', 'completed', { accuracy: 0.9 });
    const byEvent = live(snapshot, events(updated(candidate('c', 'running'))), events(updated(done)));
    const byPage = live(snapshot, events(updated(candidate('c', 'running'))), {
      type: 'completed-loaded',
      candidates: [done],
    });
    for (const state of [byEvent, byPage]) {
      expect(state.completed.get('c')).toEqual(done);
      expect(state.others.has('c')).toBe(false);
    }
  });

  it('does not let an older event reopen a finished candidate', () => {
    const after = live(snapshot, events(updated(candidate('c', 'failed'))), events(updated(candidate('c', 'running'))));
    expect(candidateOf(after, 'c')?.status).toBe('failed');
  });

  it('leaves the completed ones untouched while others make progress', () => {
    const before = live(
      snapshot,
      { type: 'completed-loaded', candidates: [candidate('d', 'completed')] },
      events(updated(candidate('c', 'running'))),
    );
    const after = reduceSearch(
      { live: before, buffer: null },
      events(updated(candidate('c', 'running', { progress: { phase: 'training', stepsDone: 5, stepsTotal: 10 } }))),
    ).live;
    expect(after?.completed).toBe(before.completed);
    expect(after?.revision).toBe(before.revision);
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
    const changed = (data: TrainingSummary): PageEvent => ({ type: 'training.updated', data });
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
    expect(live(snapshot, events(foreign)).completed.size).toBe(0);
    const training = { id: 't', searchId: 'other', status: 'queued' } as TrainingSummary;
    expect(live(snapshot, events({ type: 'training.updated', data: training })).trainings.byId.size).toBe(0);
  });
});
