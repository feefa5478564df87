import type { CandidateDetail, CandidatePage, SearchDetail, SearchPage, Winner } from '@stride/contracts';
import { newId } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCandidate, DEVICE, REFERENCE, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;
let id: string;
let ids: string[];

const get = (url: string) => service.app.inject(url);

async function newSearch(name: string): Promise<string> {
  const response = await service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small', name, seed: 5 } });
  return response.json<SearchDetail>().id;
}

beforeAll(async () => {
  service = await startTestService();
  id = await newSearch('full');
  const completed = (accuracy: number, stepTimeMs: number, reward: number) => ({ status: 'completed' as const, result: { accuracy, stepTimeMs, reward } });
  ids = [
    await addCandidate(service.db, id, { number: 0, ...completed(0.95, 8, 0.95) }),
    await addCandidate(service.db, id, { number: 1, ...completed(0.8, 10, 0.8) }),
    await addCandidate(service.db, id, { number: 2, ...completed(0.9, 12, 0.89) }),
    await addCandidate(service.db, id, { number: 3, ...completed(0.7, 11, 0.7) }),
    await addCandidate(service.db, id, { number: 4, status: 'running' }),
    await addCandidate(service.db, id, { number: 5, status: 'failed' }),
  ];
});

afterAll(() => service?.stop());

describe('the list of searches', () => {
  test('is newest first, in pages, with counts and the best reward', async () => {
    for (const name of ['b', 'c', 'd']) await newSearch(name);
    const first = (await get('/v1/searches?limit=3')).json<SearchPage>();
    expect(first.items.map((item) => item.name)).toEqual(['d', 'c', 'b']);
    expect(first.total).toBe(4);
    const second = (await get(`/v1/searches?limit=3&cursor=${first.nextCursor}`)).json<SearchPage>();
    expect(second).toMatchObject({
      nextCursor: null, total: 4,
      items: [{ name: 'full', bestReward: 0.89, bestCandidateId: ids[2], counts: { completed: 3, running: 1, failed: 1, queued: 0 } }],
    });
  });

  test('can be of one status', async () => {
    const paused = await newSearch('to pause');
    await service.app.inject({ method: 'POST', url: `/v1/searches/${paused}/pause` });
    expect((await get('/v1/searches?status=paused')).json()).toMatchObject({ items: [{ id: paused }], total: 1 });
  });

  test('can be those that contain something in name, space or dataset, whatever its case and script', async () => {
    const { app } = service;
    const named = async (payload: object) => (await app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small', ...payload } })).json<SearchDetail>().id;
    const [percent, umlaut, synthetic] = [await named({ name: '50% of_it' }), await named({ name: 'Größe ÉTÉ' }), await named({ name: 'plain', dataset: 'synthetic' })];
    const found = async (q: string, more = '') => {
      const { items, total } = (await get(`/v1/searches?limit=500&q=${encodeURIComponent(q)}${more}`)).json<SearchPage>();
      expect(total).toBe(items.length);
      return items.map((item) => item.id);
    };
    expect(await found('0% OF_')).toEqual([percent]);
    expect(await found('%')).toEqual([percent]);
    expect(await found('_')).toEqual([percent]);
    expect(await found('GRÖSSE')).toEqual([]);
    expect(await found('größe été')).toEqual([umlaut]);
    expect(await found('SYNTH')).toEqual([synthetic]);
    expect(await found('synth', '&status=paused')).toEqual([]);
    expect(await found('')).toEqual(await found('SMALL'));
    expect(await found("'; DROP TABLE x; --")).toEqual([]);
    const first = (await get('/v1/searches?limit=1&q=small')).json<SearchPage>();
    const next = (await get(`/v1/searches?limit=1&q=small&cursor=${first.nextCursor}`)).json<SearchPage>();
    expect(next.total).toBe(first.total);
    expect(next.items[0]?.id).not.toBe(first.items[0]?.id);
    for (const other of ['', '&q=smal', '&q=small&status=pending']) {
      expect((await get(`/v1/searches?limit=1${other}&cursor=${first.nextCursor}`)).json()).toMatchObject({ code: 'CURSOR_INVALID' });
    }
  });

  test('has cursors that it takes back, however long the text that is looked for', async () => {
    const q = '💥'.repeat(60);
    for (const end of ['a', 'b']) await newSearch(`${q}${end}`);
    const first = (await get(`/v1/searches?limit=1&q=${encodeURIComponent(q)}`)).json<SearchPage>();
    expect((await get(`/v1/searches?limit=1&q=${encodeURIComponent(q)}&cursor=${first.nextCursor}`)).json()).toMatchObject({ total: 2, nextCursor: null, items: [{ name: `${q}a` }] });
  });

  test.each([
    ['limit=0', 'INVALID_REQUEST'], ['limit=501', 'INVALID_REQUEST'], ['limit=ten', 'INVALID_REQUEST'], ['limit=1&limit=2', 'INVALID_REQUEST'],
    ['limit=1e999', 'INVALID_REQUEST'], ['status=done', 'INVALID_REQUEST'], ['page=2', 'INVALID_REQUEST'], ['cursor=x', 'CURSOR_INVALID'],
    ['q=a&q=b', 'INVALID_REQUEST'], [`q=${'x'.repeat(201)}`, 'INVALID_REQUEST'], ['q=%00', 'INVALID_REQUEST'],
    ['cursor=', 'CURSOR_INVALID'], [`cursor=${'x'.repeat(1025)}`, 'INVALID_REQUEST'], ['status=%00', 'INVALID_REQUEST'],
  ])('refuses ?%s with %s', async (query, code) => {
    const response = await get(`/v1/searches?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code });
  });
});

describe('the candidates of a search', () => {
  test('are its proposals, sorted and chosen', async () => {
    const page = (await get(`/v1/searches/${id}/candidates?sort=reward&order=desc&limit=4`)).json<CandidatePage>();
    expect(page.items.map((item) => item.number)).toEqual([2, 1, 3, 4]);
    expect(page.total).toBe(5);
    const rest = (await get(`/v1/searches/${id}/candidates?sort=reward&order=desc&limit=4&cursor=${page.nextCursor}`)).json<CandidatePage>();
    expect(rest.items.map((item) => item.number)).toEqual([5]);
    expect((await get(`/v1/searches/${id}/candidates?status=failed`)).json<CandidatePage>().items).toHaveLength(1);
  });

  test('can be within bounds, and of a form', async () => {
    const numbers = async (query: string) => {
      const { items, total } = (await get(`/v1/searches/${id}/candidates?${query}`)).json<CandidatePage>();
      expect(total).toBe(items.length);
      return items.map((item) => item.number);
    };
    expect(await numbers('accuracyMin=0.8')).toEqual([1, 2]);
    expect(await numbers('accuracyMin=0.75&stepTimeMsMax=10&status=completed')).toEqual([1]);
    expect(await numbers('accuracyMin=0.9&accuracyMax=0.8')).toEqual([]);
    expect(await numbers('paramsMin=0&numberMax=4.5&sort=number&order=desc')).toEqual([4, 3, 2, 1]);
    expect(await numbers('q=MBCONV')).toEqual([1, 2, 3, 4, 5]);
    expect(await numbers('q=mbconv%25')).toEqual([]);
  });

  test.each([
    ['sort=speed', 'INVALID_REQUEST'], ['order=up', 'INVALID_REQUEST'], ['status=lost', 'INVALID_REQUEST'], ['limit=-1', 'INVALID_REQUEST'],
    ['sort=number&sort=reward', 'INVALID_REQUEST'], ['cursor=x', 'CURSOR_INVALID'], ['query=1', 'INVALID_REQUEST'],
    ['rewardMin=NaN', 'INVALID_REQUEST'], ['rewardMin=Infinity', 'INVALID_REQUEST'], ['paramsMax=1e999', 'INVALID_REQUEST'], ['accuracyMin=', 'INVALID_REQUEST'],
    ['stepTimeMsMax=fast', 'INVALID_REQUEST'], ['numberMin=1&numberMin=2', 'INVALID_REQUEST'], ['finishedAtMin=1', 'INVALID_REQUEST'], ['q=%00', 'INVALID_REQUEST'],
  ])('refuse ?%s with %s', async (query, code) => {
    const response = await get(`/v1/searches/${id}/candidates?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code });
  });
});

describe('one candidate', () => {
  test('that has completed shows its architecture, curve, step time, device and attempts', async () => {
    expect((await get(`/v1/candidates/${ids[2]}`)).json<CandidateDetail>()).toMatchObject({
      id: ids[2], searchId: id, number: 2, role: 'candidate', status: 'completed', accuracy: 0.9, reward: 0.89, architecture: REFERENCE,
      stepTimeMs: { median: 12, p10: 10.8, p90: expect.closeTo(13.2), n: 30 }, timingFlags: ['UNSTABLE'], calibrationMs: 3.5, device: DEVICE, curve: [{ step: 20, validationAccuracy: 0.9 }],
      peakMemoryBytes: null, trainSeconds: 3, timeSeconds: 1, progress: null, attempts: 1, attemptHistory: [{ number: 1, status: 'completed' }],
    });
  });

  test('that runs shows its progress, and one that failed why', async () => {
    expect((await get(`/v1/candidates/${ids[4]}`)).json()).toMatchObject({
      status: 'running', progress: { phase: 'training', stepsDone: 5, stepsTotal: 20 }, workerId: 'worker-1', accuracy: null, stepTimeMs: null, curve: [],
    });
    expect((await get(`/v1/candidates/${ids[5]}`)).json()).toMatchObject({
      status: 'failed', attemptHistory: [{ failureReason: 'OOM', failureMessage: 'out of memory', logTail: 'line 1\nline 2' }],
    });
  });
});

test('the search shows its reference, which is neither counted nor the best', async () => {
  expect((await get(`/v1/searches/${id}`)).json()).toMatchObject({
    reference: { number: 0, role: 'reference', accuracy: 0.95 }, bestReward: 0.89, counts: { completed: 3 },
  });
});

test('the best candidate', async () => {
  expect((await get(`/v1/searches/${id}/best`)).json()).toMatchObject({ number: 2, reward: 0.89, architecture: REFERENCE });
});

test('the front has no candidate that another beats in everything', async () => {
  const { items } = (await get(`/v1/searches/${id}/pareto`)).json<{ items: { number: number }[] }>();
  expect(items.map((item) => item.number).sort()).toEqual([1, 2]);
  expect((await get(`/v1/searches/${await newSearch('empty front')}/pareto`)).json()).toMatchObject({ items: [], hypervolume: { value: 0, overTime: [] } });
});

test('the winner is a file of its own', async () => {
  const response = await get(`/v1/searches/${id}/export`);
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('application/json');
  expect(response.headers['content-disposition']).toBe(`attachment; filename="winner-${id}.json"`);
  expect(response.json<Winner>()).toMatchObject({
    schemaVersion: 1, architecture: REFERENCE,
    measurement: { accuracy: 0.9, reward: 0.89, stepTimeMs: { median: 12 }, device: DEVICE },
    provenance: { searchId: id, candidateId: ids[2], number: 2, spaceName: 'small', dataset: 'fashion-mnist', seed: 5, strategy: { name: 'auto' } },
  });
});

test('before a candidate has completed there is no best one and nothing to export', async () => {
  const empty = await newSearch('empty');
  for (const what of ['best', 'export']) {
    const response = await get(`/v1/searches/${empty}/${what}`);
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({ code: 'NO_COMPLETED_CANDIDATE', detail: expect.stringContaining('is pending') });
  }
});

const UNKNOWN = [newId(), 'nope', '1', 'null', '%F0%9F%98%80', `${newId()}0`, 'x'.repeat(5000)];

test.each(['', '/candidates', '/points', '/curves', '/attempts', '/best', '/pareto', '/export', '/events'])('an unknown search: /v1/searches/:id%s', async (what) => {
  for (const unknown of UNKNOWN) {
    const response = await get(`/v1/searches/${unknown}${what}`);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'SEARCH_UNKNOWN' });
  }
});

test('an unknown candidate', async () => {
  for (const unknown of [...UNKNOWN, id]) {
    const response = await get(`/v1/candidates/${unknown}`);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'CANDIDATE_UNKNOWN' });
  }
});
