import type { Problem, SearchDetail } from '@stride/contracts';
import { DEFAULT_OBJECTIVE } from '@stride/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_PROXY_TASK } from '../../../defaults.js';
import { HUGE_IMAGES, SMALL, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service?.stop());

function submit(payload: unknown, headers: Record<string, string> = {}) {
  return service.app.inject({ method: 'POST', url: '/v1/searches', payload: JSON.stringify(payload), headers: { 'content-type': 'application/json', ...headers } });
}

const countSearches = () => service.db.prisma.search.count();

test('one field is enough, and the answer shows every value that was filled in', async () => {
  const response = await submit({ space: 'small' });
  expect(response.statusCode).toBe(201);
  const search = response.json<SearchDetail>();
  expect(response.headers['location']).toBe(`/v1/searches/${search.id}`);
  expect(search).toMatchObject({
    name: expect.stringMatching(/^small \d\d-\d\d \d\d:\d\d$/), status: 'pending', spaceName: 'small', space: SMALL, spaceSize: '24',
    dataset: 'fashion-mnist', objective: DEFAULT_OBJECTIVE, strategy: { name: 'auto' },
    budget: { candidates: 16, wallSeconds: null, failures: 4 }, concurrency: 2,
    counts: { queued: 0, running: 0, completed: 0, failed: 0, pruned: 0, cancelled: 0 },
    bestReward: null, bestCandidateId: null, reference: null, referenceStepTimes: [], startedAt: null, finishedAt: null,
  });
  expect(search.proxyTask).toEqual({ ...DEFAULT_PROXY_TASK, seed: search.seed });
  const read = await service.app.inject(`/v1/searches/${search.id}`);
  expect(read.json()).toEqual(search);
});

test('what is given is kept, and the rest is filled in around it', async () => {
  const request = {
    space: SMALL, name: 'mine', dataset: 'synthetic', seed: 42, concurrency: 3,
    proxyTask: { epochs: 2.5, batchSize: 64, trainSamples: null, timing: { warmupSteps: 2, steps: 30 } },
    objective: { w: -0.1 }, budget: { candidates: 4, wallSeconds: 60, failures: null },
  };
  const search = (await submit(request)).json<SearchDetail>();
  expect(search).toMatchObject({
    ...request, objective: { kind: 'joint', w: -0.1, v: -0.05 },
    proxyTask: { ...request.proxyTask, seed: 42, validationSamples: 500, optimizer: 'rmsprop' },
  });
});

test('as many candidates at once as there are living workers', async () => {
  const worker = { host: 'h', pid: 1, version: '1', device: {}, deviceClass: 'd', startedAt: new Date() };
  const now = Date.now();
  await service.db.prisma.worker.createMany({
    data: [
      ...['a', 'b', 'c'].map((id) => ({ ...worker, id, state: 'idle', heartbeatAt: new Date(now) })),
      { ...worker, id: 'gone', state: 'idle', heartbeatAt: new Date(now - 60_000) },
      { ...worker, id: 'stopped', state: 'stopped', heartbeatAt: new Date(now) },
    ],
  });
  expect((await submit({ space: 'small' })).json<SearchDetail>().concurrency).toBe(3);
  await service.db.prisma.worker.deleteMany();
});

describe('the same key', () => {
  test('with the same request answers with the first search', async () => {
    const first = await submit({ space: 'small', name: 'keyed' }, { 'idempotency-key': 'k1' });
    const again = await submit({ name: 'keyed', space: 'small' }, { 'idempotency-key': 'k1' });
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(again.json()).toEqual(first.json());
    expect(again.headers['location']).toBe(first.headers['location']);
  });

  test('with another request is refused', async () => {
    await submit({ space: 'small' }, { 'idempotency-key': 'k2' });
    const count = await countSearches();
    const other = await submit({ space: 'small', seed: 1 }, { 'idempotency-key': 'k2' });
    expect(other.statusCode).toBe(409);
    expect(other.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 409 });
    expect(await countSearches()).toBe(count);
  });

  test('many times at once makes one search', async () => {
    const responses = await Promise.all(Array.from({ length: 10 }, () => submit({ space: 'small', name: 'burst' }, { 'idempotency-key': 'k3' })));
    expect(responses.map((response) => response.statusCode).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    expect(await service.db.prisma.search.count({ where: { name: 'burst' } })).toBe(1);
  });

  test('is refused when it is empty or too long', async () => {
    expect((await submit({ space: 'small' }, { 'idempotency-key': 'x'.repeat(256) })).json()).toMatchObject({ code: 'INVALID_REQUEST' });
    expect((await submit({ space: 'small' }, { 'idempotency-key': '' })).json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

interface BadRequest {
  readonly what: string;
  readonly body: unknown;
  readonly status: number;
  readonly code: string;
  /** Pointer of the first issue, and what the answer has to say somewhere. */
  readonly path?: string;
  readonly says: string;
}

const bad: BadRequest[] = [
  { what: 'no space', body: {}, status: 400, code: 'INVALID_REQUEST', path: '/space', says: 'the field "space" is missing' },
  { what: 'an unknown field', body: { space: 'small', spice: 1 }, status: 400, code: 'INVALID_REQUEST', path: '/spice', says: 'the fields here are space, name, dataset' },
  { what: 'a nested unknown field', body: { space: 'small', budget: { candidate: 3 } }, status: 400, code: 'INVALID_REQUEST', path: '/budget/candidate', says: 'candidates, wallSeconds, failures' },
  { what: 'a number as text', body: { space: 'small', seed: '7' }, status: 400, code: 'INVALID_REQUEST', path: '/seed', says: 'found the string "7"; expected an integer from 0 to 2147483647' },
  { what: 'a space of the wrong type', body: { space: 5 }, status: 400, code: 'INVALID_REQUEST', path: '/space', says: 'found the number 5; expected a string of 1 to 64 characters or ' },
  { what: 'an empty name of a space', body: { space: '' }, status: 400, code: 'INVALID_REQUEST', path: '/space', says: 'an empty string' },
  { what: 'a list', body: [], status: 400, code: 'INVALID_REQUEST', path: '', says: 'found an empty list; expected an object' },
  { what: 'null', body: null, status: 400, code: 'INVALID_REQUEST', path: '', says: 'found null' },
  { what: 'text', body: 'small', status: 400, code: 'INVALID_REQUEST', path: '', says: 'expected an object with the fields space' },
  { what: 'a fraction of a candidate', body: { space: 'small', budget: { candidates: 1.5 } }, status: 400, code: 'INVALID_REQUEST', path: '/budget/candidates', says: '1.5' },
  { what: 'no candidates', body: { space: 'small', budget: { candidates: 0 } }, status: 400, code: 'INVALID_REQUEST', path: '/budget/candidates', says: 'from 1 to 1000000' },
  { what: 'a wrong optimizer', body: { space: 'small', proxyTask: { optimizer: 'adam' } }, status: 400, code: 'INVALID_REQUEST', path: '/proxyTask/optimizer', says: 'one of "rmsprop", "sgd", "adamw"' },
  { what: 'a nullable of the wrong type', body: { space: 'small', budget: { failures: 'none' } }, status: 400, code: 'INVALID_REQUEST', path: '/budget/failures', says: 'an integer of at least 1 or null' },
  { what: 'a nullable out of range', body: { space: 'small', budget: { failures: 0 } }, status: 400, code: 'INVALID_REQUEST', path: '/budget/failures', says: 'found the number 0; expected an integer of at least 1' },
  { what: 'a huge number', body: { space: 'small', concurrency: 1e308 }, status: 400, code: 'INVALID_REQUEST', path: '/concurrency', says: '1024' },
  { what: 'a long name', body: { space: 'small', name: 'x'.repeat(201) }, status: 400, code: 'INVALID_REQUEST', path: '/name', says: '1 to 200' },
  { what: 'a NUL', body: { space: 'small', name: 'a\u0000b' }, status: 400, code: 'INVALID_REQUEST', path: '/name', says: 'U+0000' },
  { what: 'a NUL in a key', body: { space: 'small', strategy: { name: 'random', options: { 'a\u0000': 1 } } }, status: 400, code: 'INVALID_REQUEST', path: '/strategy/options', says: 'U+0000' },
  { what: 'half a surrogate pair', body: { space: 'small', name: '\ud83d' }, status: 400, code: 'INVALID_REQUEST', path: '/name', says: 'surrogate' },
  { what: 'an option that is no number', body: { space: 'small', strategy: { name: 'random', options: { a: 'x' } } }, status: 400, code: 'INVALID_REQUEST', path: '/strategy/options/a', says: 'a number' },
  { what: 'an unknown space', body: { space: 'smal' }, status: 404, code: 'SEARCH_SPACE_UNKNOWN', says: 'there are small, huge-images' },
  { what: 'a space like a prototype', body: { space: '__proto__' }, status: 404, code: 'SEARCH_SPACE_UNKNOWN', says: '__proto__' },
  { what: 'an invalid space', body: { space: { ...SMALL, classes: 'ten' } }, status: 422, code: 'SEARCH_SPACE_INVALID', path: '/space/classes', says: 'ten' },
  { what: 'an empty space', body: { space: {} }, status: 422, code: 'SEARCH_SPACE_INVALID', says: 'schemaVersion' },
  { what: 'an unknown dataset', body: { space: 'small', dataset: 'imagenet' }, status: 422, code: 'DATASET_UNKNOWN', path: '/dataset', says: 'fashion-mnist' },
  { what: 'a dataset that does not fit', body: { space: HUGE_IMAGES, dataset: 'fashion-mnist' }, status: 422, code: 'DATASET_MISMATCH', path: '/dataset', says: '224x224x3' },
  { what: 'no dataset that fits', body: { space: 'huge-images' }, status: 422, code: 'DATASET_MISMATCH', says: '28x28x1' },
  { what: 'an unknown strategy', body: { space: 'small', strategy: { name: 'guess' } }, status: 422, code: 'STRATEGY_UNKNOWN', says: 'random' },
  { what: 'a strategy like a prototype', body: { space: 'small', strategy: { name: 'constructor' } }, status: 422, code: 'STRATEGY_UNKNOWN', says: 'constructor' },
  { what: 'an unknown option', body: { space: 'small', strategy: { name: 'random', options: { heat: 1 } } }, status: 422, code: 'STRATEGY_OPTION_INVALID', says: 'heat' },
  { what: 'an option like a prototype', body: { space: 'small', strategy: { name: 'evolution', options: { constructor: 1 } } }, status: 422, code: 'STRATEGY_OPTION_INVALID', says: 'constructor' },
  { what: 'more candidates than the space holds', body: { space: 'small', budget: { candidates: 25 } }, status: 422, code: 'BUDGET_IMPOSSIBLE', path: '/budget/candidates', says: '24' },
  { what: 'more images than there are', body: { space: 'small', proxyTask: { trainSamples: 50_001 } }, status: 422, code: 'PROXY_TASK_INVALID', path: '/proxyTask/trainSamples', says: '50000' },
  { what: 'more validation images than there are', body: { space: 'small', proxyTask: { validationSamples: 10_001 } }, status: 422, code: 'PROXY_TASK_INVALID', path: '/proxyTask/validationSamples', says: '10000' },
  { what: 'images below the total stride of a network of the space', body: { space: 'small', proxyTask: { progressive: { kind: 'linear', stages: 2, from: { imageSize: 1, magnitude: 0, mixup: 0, dropout: 0 } } } }, status: 422, code: 'PROXY_TASK_INVALID', path: '/proxyTask/progressive/from/imageSize', says: 'total stride' },
  { what: 'a batch larger than the images', body: { space: 'small', proxyTask: { trainSamples: 20, batchSize: 21 } }, status: 422, code: 'PROXY_TASK_INVALID', path: '/proxyTask/batchSize', says: '20' },
  { what: 'more evaluations than steps', body: { space: 'small', proxyTask: { trainSamples: 64, batchSize: 32, evaluations: 3 } }, status: 422, code: 'PROXY_TASK_INVALID', path: '/proxyTask/evaluations', says: '2' },
];

test.each(bad)('refused, and nothing changed: $what', async ({ body, status, code, path, says }) => {
  const before = await countSearches();
  const response = await submit(body);
  const problem = response.json<Problem>();
  const planned = await service.app.inject({ method: 'POST', url: '/v1/searches/plan', payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  expect(planned.json()).toEqual({ ...problem, instance: '/v1/searches/plan' });
  expect(problem).toMatchObject({ status, code, type: `urn:stride:error:${code}`, instance: '/v1/searches' });
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toContain('application/problem+json');
  if (path !== undefined) expect(problem.issues[0]?.path).toBe(path);
  expect(response.body.replaceAll('\\"', '"')).toContain(says);
  expect(await countSearches()).toBe(before);
});

const JSON_TYPE = { 'content-type': 'application/json' };

test.each([
  { what: 'an empty body', payload: '', headers: JSON_TYPE, status: 400, code: 'BODY_EMPTY' },
  { what: 'no body', payload: undefined, headers: {}, status: 400, code: 'BODY_EMPTY' },
  { what: 'blanks', payload: ' \n', headers: JSON_TYPE, status: 400, code: 'BODY_EMPTY' },
  { what: 'broken JSON', payload: '{"space": "small"', headers: JSON_TYPE, status: 400, code: 'INVALID_JSON' },
  { what: 'two documents', payload: '{} {}', headers: JSON_TYPE, status: 400, code: 'INVALID_JSON' },
  { what: 'NaN', payload: '{"space": "small", "seed": NaN}', headers: JSON_TYPE, status: 400, code: 'INVALID_JSON' },
  { what: 'a number beyond all numbers', payload: '{"space": "small", "seed": 1e999}', headers: JSON_TYPE, status: 400, code: 'INVALID_REQUEST' },
  { what: 'a number beyond all numbers where none is too large', payload: '{"space": "small", "budget": {"wallSeconds": 1e999}}', headers: JSON_TYPE, status: 400, code: 'INVALID_REQUEST' },
  { what: 'a prototype key', payload: '{"space": "small", "__proto__": {"seed": 1}}', headers: JSON_TYPE, status: 400, code: 'INVALID_REQUEST' },
  { what: 'a nested prototype key', payload: '{"space": "small", "strategy": {"name": "random", "options": {"__proto__": 1}}}', headers: JSON_TYPE, status: 400, code: 'INVALID_REQUEST' },
  { what: 'bottomless nesting', payload: `{"space": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`, headers: JSON_TYPE, status: 400, code: 'INVALID_REQUEST' },
  { what: 'plain text', payload: '{"space": "small"}', headers: { 'content-type': 'text/plain' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  { what: 'a form', payload: 'space=small', headers: { 'content-type': 'application/x-www-form-urlencoded' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  { what: 'a body without a type', payload: Buffer.from('{"space": "small"}'), headers: {}, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  { what: 'ten megabytes', payload: `{"space": "${'x'.repeat(10_000_000)}"}`, headers: JSON_TYPE, status: 413, code: 'BODY_TOO_LARGE' },
])('refused: $what', async ({ payload, headers, status, code }) => {
  const before = await countSearches();
  const response = await service.app.inject({ method: 'POST', url: '/v1/searches', headers, ...(payload === undefined ? {} : { payload }) });
  expect(response.json()).toMatchObject({ status, code });
  expect(await countSearches()).toBe(before);
});
