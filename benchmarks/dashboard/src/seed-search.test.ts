import type { CandidatePage, SearchAttempts, SearchDetail, SearchLog, SearchPoints } from '@stride/contracts';
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
});

it('can be left in the middle', async () => {
  const { searchId } = await seedSearch(service.db, { candidates: 200, running: true, seed: 2 });
  const { status, counts } = await get<SearchDetail>(`/v1/searches/${searchId}`);
  expect(status).toBe('running');
  expect(counts.running).toBeGreaterThan(0);
  expect(counts.completed).toBeLessThan(200);
});
