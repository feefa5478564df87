/** The whole of a search at once: points, curves and attempts. */
import {
  CandidateCurvesSchema, SearchAttemptsSchema, SearchPointsSchema,
  type CandidateCurves, type CandidateDetail, type CandidatePage, type CandidateSummary, type SearchAttempts, type SearchDetail, type SearchPoints,
} from '@stride/contracts';
import { decisions } from '@stride/core';
import { appendEvents, candidateSummary, createTrainings, latestEventId, newId } from '@stride/storage';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCandidate, SMALL, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;
let id: string;
/** By number; 0 is the reference. */
let ids: string[];

const completed = (accuracy: number, stepTimeMs: number, reward: number) => ({ status: 'completed' as const, result: { accuracy, stepTimeMs, reward } });

beforeAll(async () => {
  service = await startTestService();
  id = await newSearch();
  ids = [];
  const results = [
    completed(0.95, 8, 0.95), completed(0.8, 10, 0.8), completed(0.9, 12.25, 0.89), { status: 'running' as const }, { status: 'failed' as const },
    { status: 'pruned' as const, result: { accuracy: 0.3, stepTimeMs: 11, reward: 0.99 } }, { status: 'queued' as const },
  ];
  for (const [number, result] of results.entries()) ids.push(await addCandidate(service.db, id, { number, ...result }));
  await service.db.prisma.candidate.updateMany({ where: { searchId: id, number: { gt: 0 } }, data: { encoding: [1, 0, 2, 1] } });
  await service.db.prisma.candidate.update({ where: { id: ids[2] ?? '' }, data: { deviceClass: 'another', encoding: [0, 1, 1, 0] } });
});

afterAll(() => service?.stop());

async function newSearch(): Promise<string> {
  const response = await service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small' } });
  return response.json<SearchDetail>().id;
}

async function get<T>(url: string, schema?: TSchema): Promise<T> {
  const response = await service.app.inject(url);
  expect(response.statusCode, response.body).toBe(200);
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  if (schema) expectForm(response.json(), schema);
  return response.json<T>();
}

/** Whole, and of the published form. */
function expectForm(body: unknown, schema: TSchema): void {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
}

const lengths = (columns: Readonly<Record<string, readonly unknown[]>>) => new Set(Object.values(columns).map((column) => column.length));

describe('points', () => {
  const points = () => get<SearchPoints>(`/v1/searches/${id}/points`, SearchPointsSchema);
  /** The same as rows. */
  const asPoint = (item: CandidateSummary) => ({
    id: item.id, number: item.number, status: item.status, reward: item.reward, accuracy: item.accuracy, stepTimeMs: item.stepTimeMs?.median ?? null,
    params: item.params, multiplyAdds: item.multiplyAdds, deviceClass: item.deviceClass, finishedAt: item.finishedAt && Date.parse(item.finishedAt), encoding: item.encoding,
  });

  test('are what the pages of candidates hold, without the reference', async () => {
    const { items } = await get<CandidatePage>(`/v1/searches/${id}/candidates`);
    const { columns, deviceClasses } = await points();
    expect(lengths(columns)).toEqual(new Set([items.length]));
    expect(columns.number.map((_, row) => ({
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]])),
      deviceClass: columns.deviceClass[row] === null ? null : deviceClasses[columns.deviceClass[row] ?? -1],
    }))).toEqual(items.map(asPoint));
    expect(columns.number).toEqual([1, 2, 3, 4, 5, 6]);
    expect(deviceClasses).toHaveLength(2);
  });

  test('say what their encodings index', async () => {
    expect((await points()).decisions).toEqual(decisions(SMALL).map(({ path, choices }) => ({ path, choices })));
  });

  test('name the last event before them, of whatever search', async () => {
    const before = await latestEventId(service.db.prisma);
    expect((await points()).lastEventId).toBe(before);
    const worker = { id: 'w' };
    const next = await service.db.transaction((tx) => appendEvents(tx, [{ searchId: null, type: 'worker.updated', data: worker as never }]));
    expect((await points()).lastEventId).toBe(next);
  });
});

test('what is written meanwhile is in the points or in an event after them, never in neither', async () => {
  const search = await newSearch();
  const candidate = await addCandidate(service.db, search, { number: 1, ...completed(0.5, 10, 0) });
  const writes = 40;
  /** The reward that each event announced, by its id. */
  const announced = new Map<string, number>();
  const write = async () => {
    for (let reward = 1; reward <= writes; reward++) {
      const id = await service.db.transaction(async (tx) => {
        await tx.candidate.update({ where: { id: candidate }, data: { reward } });
        return appendEvents(tx, [{ searchId: search, type: 'candidate.updated', data: await candidateSummary(tx, candidate) }]);
      });
      announced.set(id ?? '', reward);
    }
  };
  const seen: SearchPoints[] = [];
  const read = async () => {
    for (let time = 0; time < writes; time++) seen.push(await get<SearchPoints>(`/v1/searches/${search}/points`));
  };
  await Promise.all([write(), read()]);
  for (const { lastEventId, columns } of seen) expect(columns.reward).toEqual([announced.get(lastEventId) ?? 0]);
});

describe('attempts', () => {
  const attempts = (searchId = id) => get<SearchAttempts>(`/v1/searches/${searchId}/attempts`, SearchAttemptsSchema);

  test('are those that were begun, in that order, the reference\'s and full trainings among them', async () => {
    const search = await newSearch();
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds, 250));
    const [reference, first] = [await addCandidate(service.db, search, { number: 0, ...completed(0.9, 10, 0.9) }), await addCandidate(service.db, search, { number: 1, ...completed(0.8, 10, 0.8) })];
    const { attempt } = service.db.prisma;
    await attempt.updateMany({ where: { candidateId: reference }, data: { startedAt: at(2), endedAt: at(5), workerId: 'b' } });
    await attempt.updateMany({ where: { candidateId: first }, data: { startedAt: at(1), endedAt: at(3), workerId: 'a', status: 'failed', failureReason: 'LOST' } });
    await attempt.create({ data: { id: newId(), candidateId: first, number: 2, token: newId() } });
    const { proxyTask } = await get<SearchDetail>(`/v1/searches/${search}`);
    const [training] = await createTrainings(service.db, search, [{ candidateId: first, task: proxyTask }]);
    const trainingId = training?.id ?? '';
    await attempt.updateMany({ where: { trainingId }, data: { startedAt: at(9), status: 'running', workerId: 'b' } });
    const { columns, workers, lastEventId } = await attempts(search);
    expect(lastEventId).toBe(await latestEventId(service.db.prisma));
    expect(workers).toEqual(['a', 'b']);
    expect(columns).toEqual({
      candidateId: [first, reference, first], number: [1, 0, 1], attempt: [1, 1, 1], trainingId: [null, null, trainingId], worker: [0, 1, 1],
      status: ['failed', 'completed', 'running'], failureReason: ['LOST', null, null],
      startedAt: [at(1), at(2), at(9)].map(Number), endedAt: [at(3).getTime(), at(5).getTime(), null],
    });
  });

  test('are those of the candidates one by one', async () => {
    const { columns, workers } = await attempts();
    expect(lengths(columns)).toEqual(new Set([ids.length]));
    for (const [row, candidateId] of columns.candidateId.entries()) {
      const { attemptHistory } = await get<CandidateDetail>(`/v1/candidates/${candidateId}`);
      const found = attemptHistory.find(({ number }) => number === columns.attempt[row]);
      expect({ status: columns.status[row], failureReason: columns.failureReason[row], startedAt: columns.startedAt[row], workerId: workers[columns.worker[row] ?? -1] })
        .toEqual({ status: found?.status, failureReason: found?.failureReason, startedAt: Date.parse(found?.startedAt ?? ''), workerId: found?.workerId });
    }
  });
});

describe('curves', () => {
  const curves = (query: string) => get<CandidateCurves>(`/v1/searches/${id}/curves?${query}`, CandidateCurvesSchema);
  const numbers = async (query: string) => (await curves(query)).items.map(({ number }) => number);

  test('are of the chosen, the best and those in training, each once, by number', async () => {
    expect(await numbers(`ids=${ids[4]}`)).toEqual([4]);
    expect(await numbers(`ids=${ids[4]}&ids=${ids[0]}`)).toEqual([0, 4]);
    expect(await numbers('top=1')).toEqual([2]);
    expect(await numbers('top=100')).toEqual([1, 2]);
    expect(await numbers('running=true')).toEqual([3]);
    expect(await numbers(`ids=${ids[2]}&ids=${ids[2]}&top=1&running=true`)).toEqual([2, 3]);
    expect(await numbers('')).toEqual([]);
    expect(await numbers('running=false')).toEqual([]);
  });

  test('are those of the candidates one by one, measured or reported so far', async () => {
    const { id: attemptId } = await service.db.prisma.attempt.findFirstOrThrow({ where: { candidateId: ids[3] ?? '' } });
    for (const step of [20, 10]) {
      await service.db.prisma.curvePoint.create({ data: { attemptId, step, epoch: step / 20, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, seconds: 1 } });
    }
    const { items } = await curves(ids.map((each) => `ids=${each}`).join('&'));
    expect(items.map(({ curve }) => curve.length)).toEqual([1, 1, 1, 2, 0, 1, 0]);
    for (const { candidateId, ...item } of items) {
      const { number, status, reward, curve } = await get<CandidateDetail>(`/v1/candidates/${candidateId}`);
      expect(item).toEqual({ number, status, reward, curve });
    }
  });

  test('of what is no candidate of the search are refused, by its place', async () => {
    const foreign = await addCandidate(service.db, await newSearch(), { number: 1, status: 'running' });
    for (const unknown of [newId(), foreign, 'x', '', '%F0%9F%98%80', `${ids[1]}0`]) {
      const response = await service.app.inject(`/v1/searches/${id}/curves?ids=${ids[1]}&ids=${unknown}`);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ code: 'CANDIDATE_UNKNOWN', issues: [{ path: '/ids/1' }] });
    }
  });

  test.each(['top=0', 'top=101', 'top=1.5', 'top=NaN', 'top=1&top=2', 'running=yes', 'id=1', 'ids=%00', Array.from({ length: 101 }, () => 'ids=x').join('&')])(
    'refuse ?%s', async (query) => {
      const response = await service.app.inject(`/v1/searches/${id}/curves?${query}`);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
    });
});

test('an empty search has none of them', async () => {
  const empty = await newSearch();
  const points = await get<SearchPoints>(`/v1/searches/${empty}/points`, SearchPointsSchema);
  const attempts = await get<SearchAttempts>(`/v1/searches/${empty}/attempts`, SearchAttemptsSchema);
  expect([...Object.values(points.columns), points.deviceClasses, ...Object.values(attempts.columns), attempts.workers].flat()).toEqual([]);
  expect(points.decisions).toHaveLength(decisions(SMALL).length);
  expect(await get(`/v1/searches/${empty}/curves?top=3&running=true`)).toEqual({ items: [] });
});
