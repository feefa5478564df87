import {
  CandidateDetailSchema, CandidatePageSchema, CandidateSummarySchema, ParetoSchema, SearchDetailSchema, SearchPageSchema, SearchSpaceSchema, WinnerSchema,
  WorkerSchema, type SearchDetail,
} from '@stride/contracts';
import {
  bestCandidate, candidateDetail, candidateSummary, listCandidates, listSearches, listWorkers, paretoCandidates, searchDetail,
} from '@stride/storage';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { Type, type TSchema } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCandidate, DEVICE, SMALL, startTestService, type TestService } from './testing/test-service.js';

let service: TestService;
let searchId: string;
let candidateIds: string[];

beforeAll(async () => {
  service = await startTestService();
  const created = await service.app.inject({
    method: 'POST', url: '/v1/searches',
    // Every union on its other side: a list where a value could be, a null where a number could be, and the reverse.
    payload: { space: { ...SMALL, classes: [10] }, strategy: { name: 'evolution' }, budget: { wallSeconds: 60.5, failures: null }, proxyTask: { trainSamples: null } },
  });
  searchId = created.json<SearchDetail>().id;
  candidateIds = [
    await addCandidate(service.db, searchId, { number: 0, status: 'completed', result: { accuracy: 0.5, stepTimeMs: 10, reward: 0.5 } }),
    await addCandidate(service.db, searchId, { number: 1, status: 'completed', result: { accuracy: 0.75, stepTimeMs: 12.5, reward: 0.7 } }),
    await addCandidate(service.db, searchId, { number: 2, status: 'running' }),
    await addCandidate(service.db, searchId, { number: 3, status: 'failed' }),
  ];
  const now = new Date();
  await service.db.prisma.worker.create({ data: { id: 'w', host: 'h', pid: 1, version: '1', device: { ...DEVICE }, deviceClass: 'd', state: 'idle', candidateId: candidateIds[2] ?? null, startedAt: now, heartbeatAt: now } });
  await service.db.prisma.referenceStepTime.create({ data: { searchId, deviceClass: 'd', device: { ...DEVICE }, stepTimeMs: { median: 10, p10: 9, p90: 11, n: 25 } } });
});

afterAll(() => service?.stop());

/** What the wire carries is what storage gave, whole, and is of the published form. */
async function expectWhole(url: string, schema: TSchema, given: unknown): Promise<void> {
  const sent: unknown = (await service.app.inject(url)).json();
  expect(sent, url).toEqual(JSON.parse(JSON.stringify(given)));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(sent);
  expect(validate.errors ?? [], url).toEqual([]);
}

test('serialisation loses no field', async () => {
  const db = service.db.prisma;
  await expectWhole(`/v1/searches/${searchId}`, SearchDetailSchema, await searchDetail(db, searchId));
  await expectWhole('/v1/searches', SearchPageSchema, await listSearches(db, {}));
  await expectWhole(`/v1/searches/${searchId}/candidates`, CandidatePageSchema, await listCandidates(db, searchId, {}));
  await expectWhole(`/v1/searches/${searchId}/candidates?limit=1`, CandidatePageSchema, await listCandidates(db, searchId, { limit: 1 }));
  for (const id of candidateIds) await expectWhole(`/v1/candidates/${id}`, CandidateDetailSchema, await candidateDetail(db, id));
  await expectWhole(`/v1/searches/${searchId}/best`, CandidateDetailSchema, await bestCandidate(db, searchId));
  await expectWhole(`/v1/searches/${searchId}/pareto`, ParetoSchema, await paretoCandidates(db, searchId));
  await expectWhole('/v1/search-spaces/small', SearchSpaceSchema, SMALL);
  const worker = (await listWorkers(db))[0];
  await expectWhole('/v1/workers', Type.Object({ items: Type.Array(WorkerSchema) }), { items: [worker] });
  const exported = (await service.app.inject(`/v1/searches/${searchId}/export`)).json<{ provenance: { exportedAt: string } }>();
  await expectWhole(`/v1/candidates/${candidateIds[2]}`, CandidateDetailSchema, { ...await candidateDetail(db, candidateIds[2] ?? '') });
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  expect(ajv.compile(WinnerSchema)(exported)).toBe(true);
  expect(ajv.compile(CandidateSummarySchema)(await candidateSummary(db, candidateIds[1] ?? ''))).toBe(true);
});
