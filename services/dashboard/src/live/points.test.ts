import type { CandidateSummary, SearchPoints } from '@stride/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Points, PointsFeed } from './points.js';

const STATUSES = ['queued', 'running', 'completed'] as const;

/** A candidate of that number as far as it has come. */
function candidate(number: number, stage: number): CandidateSummary {
  const done = stage === 2;
  return {
    id: `c${number}`, number, role: 'candidate', status: STATUSES[stage], params: number * 10, multiplyAdds: number * 100, encoding: [number],
    reward: done ? number : null, accuracy: done ? 0.5 : null, stepTimeMs: done ? { median: 3, p10: 2, p90: 4, n: 5 } : null,
    deviceClass: done ? `device ${number % 2}` : null, finishedAt: done ? '2026-01-01T00:00:00.000Z' : null,
  } as CandidateSummary;
}

function snapshotOf(candidates: readonly CandidateSummary[]): SearchPoints {
  const column = <T>(of: (one: CandidateSummary) => T) => candidates.map(of);
  const classes = [...new Set(candidates.flatMap(({ deviceClass }) => deviceClass ?? []))];
  return {
    lastEventId: '0', decisions: [], deviceClasses: classes,
    columns: {
      id: column(({ id }) => id), number: column(({ number }) => number), status: column(({ status }) => status), reward: column(({ reward }) => reward),
      accuracy: column(({ accuracy }) => accuracy), stepTimeMs: column(({ stepTimeMs }) => stepTimeMs?.median ?? null), params: column(({ params }) => params),
      multiplyAdds: column(({ multiplyAdds }) => multiplyAdds), deviceClass: column(({ deviceClass }) => (deviceClass === null ? null : classes.indexOf(deviceClass))),
      finishedAt: column(({ finishedAt }) => (finishedAt === null ? null : Date.parse(finishedAt))), encoding: column(({ encoding }) => encoding ?? []),
    },
  };
}

const rowsOf = ({ columns, deviceClasses }: Points) => columns.id.map((id, place) => ({
  id, status: columns.status[place], reward: columns.reward[place], deviceClass: deviceClasses[columns.deviceClass[place] ?? -1] ?? null, encoding: columns.encoding[place],
}));

/** Candidates in the order of proposal, each taking its steps in order. */
const history = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc.shuffledSubarray(Array.from({ length: count * 3 }, (_, at) => at % count), { minLength: count * 3, maxLength: count * 3 }).map((order) => {
    const stages = new Map<number, number>();
    return order.map((index) => {
      const stage = (stages.get(index) ?? -1) + 1;
      stages.set(index, stage);
      return candidate(index + 1, stage);
    });
  }));

describe('the points of a search', () => {
  it('are the same whenever the snapshot was taken, and however late it came', () => fc.assert(fc.property(history, fc.nat(30), fc.nat(30), (events, taken, late) => {
    const takenAt = taken % (events.length + 1);
    const arrivedAt = takenAt + (late % (events.length + 1 - takenAt));
    const before = new Map(events.slice(0, takenAt).map((event) => [event.id, event]));
    const feed = new PointsFeed();
    events.slice(0, arrivedAt).forEach((event) => feed.apply([event]));
    let points = feed.settle(snapshotOf([...before.values()]));
    for (const event of events.slice(arrivedAt)) points = feed.apply([event]) as Points;
    const last = new Map(events.map((event) => [event.id, event]));
    const byId = (rows: ReturnType<typeof rowsOf>) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(rowsOf(points))).toEqual(byId([...last.values()].map(({ id, status, reward, deviceClass, encoding }) => ({ id, status, reward, deviceClass, encoding: encoding ?? [] }))));
  })));

  it('are another object after a change, and the same when nothing has changed', () => {
    const points = Points.of(snapshotOf([candidate(1, 1)]));
    expect(points.with([candidate(1, 1)])).toBe(points);
    const after = points.with([candidate(1, 2), candidate(2, 0)]);
    expect(after).not.toBe(points);
    expect(after.columns).not.toBe(points.columns);
    expect([after.count, after.placeOf('c2'), after.placeOf('c9')]).toEqual([2, 1, undefined]);
  });

  it('leave the reference out', () => {
    expect(Points.of(snapshotOf([])).with([{ ...candidate(1, 2), role: 'reference' }]).count).toBe(0);
  });
});
