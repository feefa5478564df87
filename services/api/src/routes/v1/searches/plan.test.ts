import { SearchPlanSchema, type SearchDetail, type SearchPlan } from '@stride/contracts';
import { costOf, decisions, formatArchitecture, trainingMemory } from '@stride/core';
import { latestEventId } from '@stride/storage';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFERENCE, SMALL, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service?.stop());

const post = (url: string, payload: object) => service.app.inject({ method: 'POST', url, payload });

async function plan(request: object): Promise<SearchPlan> {
  const response = await post('/v1/searches/plan', request);
  expect(response.statusCode, response.body).toBe(200);
  const validate = new Ajv({ strict: false, allErrors: true }).compile(SearchPlanSchema);
  validate(response.json());
  expect(validate.errors ?? []).toEqual([]);
  return response.json<SearchPlan>();
}

test.each<[what: string, request: object]>([
  ['a name', { space: 'small', seed: 7, name: 'mine' }],
  ['a document with everything', {
    space: SMALL, seed: 42, name: 'mine', dataset: 'synthetic', concurrency: 3, proxyTask: { epochs: 2.5, trainSamples: null, seed: 5 },
    objective: { kind: 'absolute', caps: { params: 1e9 } }, strategy: { name: 'evolution', options: { populationSize: 8, sampleSize: 2 } },
    scheduler: { name: 'median' }, budget: { candidates: 4, wallSeconds: 60, failures: null }, warmStart: { candidates: [formatArchitecture(REFERENCE)] },
  }],
])('is the search that the same request makes: %s', async (_, request) => {
  const planned = await plan(request);
  const created = await post('/v1/searches', request);
  expect(created.statusCode, created.body).toBe(201);
  const { name, spaceName, dataset, proxyTask, objective, strategy, scheduler, budget, concurrency, seed, spaceSize } = created.json<SearchDetail>();
  const { decisions: count, reference, ...rest } = planned;
  expect(rest).toEqual({ name, spaceName, dataset, proxyTask, objective, strategy, scheduler, budget, concurrency, seed, spaceSize });
  expect(count).toBe(decisions(SMALL).length);
  const { params, multiplyAdds } = costOf(REFERENCE);
  expect(reference).toEqual({ text: formatArchitecture(REFERENCE), params, multiplyAdds, memoryBytes: trainingMemory(REFERENCE, proxyTask) });
});

test('stores and announces nothing', async () => {
  const { search } = service.db.prisma;
  const before = [await search.count(), await latestEventId(service.db.prisma)];
  await plan({ space: 'small' });
  expect([await search.count(), await latestEventId(service.db.prisma)]).toEqual(before);
});

test('has no seed where none is given, and is the same each time', async () => {
  const first = await plan({ space: 'small' });
  expect(first.seed).toBeNull();
  expect(await plan({ space: 'small' })).toEqual({ ...first, name: expect.any(String) as string });
  expect((await plan({ space: 'small', seed: 0 })).seed).toBe(0);
});

test('larger batches take more memory', async () => {
  const [small, large] = [await plan({ space: 'small', proxyTask: { batchSize: 8 } }), await plan({ space: 'small', proxyTask: { batchSize: 256 } })];
  expect(large.reference.memoryBytes).toBeGreaterThan(small.reference.memoryBytes);
});
