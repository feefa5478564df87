import type { SearchPage, SearchSummary, Worker } from '@stride/client';
import { describe, expect, it } from 'vitest';
import { EMPTY_SEARCHES_STATE, reduceSearches, type SearchesAction } from './reduce-searches.js';

const summary = (id: string, day: number, status: SearchSummary['status'] = 'running') =>
  ({ id, status, createdAt: `2026-01-0${day}T00:00:00.000Z` }) as SearchSummary;
const worker = (id: string, state: Worker['state']) => ({ id, state, alive: true }) as Worker;
const page = (items: SearchSummary[], nextCursor: string | null = null): SearchPage => ({
  items,
  nextCursor,
  total: items.length,
});
const passes = () => true;
const run = (...actions: SearchesAction[]) => actions.reduce(reduceSearches, EMPTY_SEARCHES_STATE).live;

describe('all searches, live', () => {
  it('puts a new search on top and changes a known one in place', () => {
    const after = run(
      { type: 'snapshot', page: page([summary('b', 2), summary('a', 1)]), workers: [], passes },
      {
        type: 'events',
        events: [
          { id: '1', type: 'search.updated', data: summary('c', 3) },
          { id: '1', type: 'search.updated', data: summary('a', 1, 'completed') },
        ],
        passes,
      },
    );
    expect(after?.searches.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'c running',
      'b running',
      'a completed',
    ]);
  });

  it('leaves an older search on the page where it belongs', () => {
    const first: SearchesAction = {
      type: 'snapshot',
      page: page([summary('c', 3), summary('b', 2)], 'more'),
      workers: [],
      passes,
    };
    const old: SearchesAction = { type: 'events', events: [{ id: '1', type: 'search.updated', data: summary('a', 1) }], passes };
    expect(run(first, old)?.searches.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(
      run(first, { type: 'older-loaded', page: page([summary('a', 1)]) }, old)?.searches.map(({ id }) => id),
    ).toEqual(['c', 'b', 'a']);
  });

  it('lists only what passes, and lets go of what does so no more', () => {
    const running = (search: SearchSummary) => search.status === 'running';
    const after = run(
      { type: 'snapshot', page: page([summary('b', 2), summary('a', 1)]), workers: [], passes: running },
      {
        type: 'events',
        events: [
          { id: '1', type: 'search.updated', data: summary('a', 1, 'completed') },
          { id: '2', type: 'search.updated', data: summary('c', 3, 'failed') },
        ],
        passes: running,
      },
    );
    expect(after?.searches.map(({ id }) => id)).toEqual(['b']);
  });

  it('keeps workers by id and takes events that came before the snapshot', () => {
    const after = run(
      { type: 'events', events: [{ id: '1', type: 'worker.updated', data: worker('w1', 'timing') }], passes },
      { type: 'snapshot', page: page([]), workers: [worker('w2', 'idle'), worker('w1', 'idle')], passes },
    );
    expect(after?.workers.map(({ id, state }) => `${id} ${state}`)).toEqual(['w1 timing', 'w2 idle']);
  });
});
