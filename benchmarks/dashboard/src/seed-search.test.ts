import type { CandidateDetail, CandidatePage, SearchAttempts, SearchDetail, SearchLog, SearchPoints } from '@stride/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../../../services/api/src/testing/test-service.js';
import { seedSearch, type SeededSearch } from './seed-search.js';

const CANDIDATES = 300;
let service: TestService;
let seeded: SeededSearch;
let path: string;

beforeAll(async () => {
  service = await startTestService();
  seeded = await seedSearch(service.db, { candidates: CANDIDATES });
  path = `/v1/searches/${seeded.searchId}`;
});
afterAll(() => service?.stop());

async function get<T>(address: string): Promise<T> {
  const response = await service.app.inject(address);
  expect(response.statusCode, `${address}: ${response.body.slice(0, 300)}`).toBe(200);
  return response.json<T>();
}

it('is a search that says it was simulated, and whose counts add up', async () => {
  const search = await get<SearchDetail>(path);
  expect(search).toMatchObject({ simulated: true, status: 'completed', counts: { completed: seeded.completed, failed: seeded.failed, queued: 0, running: 0 } });
  expect(seeded.completed + seeded.failed).toBe(CANDIDATES);
  expect(seeded.failed).toBeGreaterThan(0);
  expect(search.bestCandidateId).not.toBeNull();
  expect(search.acceleratorSeconds).toBeGreaterThan(CANDIDATES);
});

it('is the same by rows and by columns', async () => {
  const points = await get<SearchPoints>(`${path}/points`);
  const page = await get<CandidatePage>(`${path}/candidates?limit=500`);
  expect(page.items.map(({ id, reward, status }) => [id, reward, status])).toEqual(points.columns.id.map((id, at) => [id, points.columns.reward[at], points.columns.status[at]]));
  expect(points.deviceClasses).toHaveLength(2);
});

it('answers at every address that a page reads', async () => {
  const { items: [candidate] } = await get<CandidatePage>(`${path}/candidates?sort=reward&order=desc`);
  for (const address of [`${path}/pareto`, `${path}/curves?top=5`, `${path}/best`, `${path}/trainings`, `${path}/export`, `/v1/candidates/${candidate?.id}`, '/v1/workers/activity']) await get(address);
  const attempts = await get<SearchAttempts>(`${path}/attempts`);
  expect(attempts.columns.number.length).toBeGreaterThan(CANDIDATES);
  const log = await get<SearchLog>(`${path}/log?level=error&limit=500`);
  expect(log.items).toHaveLength(seeded.failed);
  const times = (await get<SearchLog>(`${path}/log?limit=500`)).items.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

it('can be left in the middle', async () => {
  const { searchId, completed } = await seedSearch(service.db, { candidates: 200, running: true, seed: 2 });
  const { status, counts } = await get<SearchDetail>(`/v1/searches/${searchId}`);
  expect(status).toBe('running');
  expect(counts.running).toBeGreaterThan(0);
  expect(counts.completed).toBe(completed);
  expect(completed).toBeLessThan(200);
});

it('has stopped what did badly, where that is wanted', async () => {
  const { searchId, completed, failed, pruned } = await seedSearch(service.db, { candidates: 120, pruning: true, seed: 3 });
  expect(completed + failed + pruned).toBe(120);
  expect(pruned).toBeGreaterThan(20);
  const search = await get<SearchDetail>(`/v1/searches/${searchId}`);
  expect(search).toMatchObject({ scheduler: { name: 'asha' }, counts: { pruned } });
  expect(search.trainingTime.savedSeconds).toBeGreaterThan(0);
  const { items: [one] } = await get<CandidatePage>(`/v1/searches/${searchId}/candidates?status=pruned`);
  const { curve, accuracy, prunedAtStep } = await get<CandidateDetail>(`/v1/candidates/${one?.id}`);
  expect(curve.at(-1)).toMatchObject({ step: prunedAtStep, validationAccuracy: accuracy });
});

it('has one attempt at a time on every worker, and cannot be extended', async () => {
  const { workers, columns } = await get<SearchAttempts>(`${path}/attempts`);
  for (const worker of workers.keys()) {
    const spans = columns.startedAt.flatMap((from, at) => (columns.worker[at] === worker ? [{ from, to: columns.endedAt[at] ?? Infinity }] : []));
    spans.slice(1).forEach(({ from }, at) => expect(from).toBeGreaterThanOrEqual((spans[at]?.to ?? 0) - 1));
  }
  const response = await service.app.inject({ method: 'POST', url: `${path}/extend`, payload: { candidates: 5 } });
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([409, 'SEARCH_STATE_CONFLICT']);
});
