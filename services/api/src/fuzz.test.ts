import type { SearchDetail, SearchPage } from '@stride/contracts';
import { formatArchitecture } from '@stride/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFERENCE, SMALL, startTestService, type TestService } from './testing/test-service.js';

let service: TestService;
let searchId: string;

beforeAll(async () => {
  service = await startTestService();
  const response = await service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small' } });
  searchId = response.json<SearchDetail>().id;
});

afterAll(() => service?.stop());

const RUNS = 250;

const NASTY_TEXT = fc.constantFrom('', '\u0000', '\ud800', '__proto__', 'constructor', 'small', 'random', 'evolution', "'; DROP TABLE \"Search\"; --", '%', '\n', '9'.repeat(400), '💥');
const NASTY_NUMBER = fc.constantFrom(0, -0, -1, 0.1, 1, 2 ** 31, 2 ** 53, 1e308, -1e308, 5e-324);
const leaf = fc.oneof(NASTY_TEXT, NASTY_NUMBER, fc.string(), fc.double({ noNaN: true }), fc.integer(), fc.boolean(), fc.constant(null));
const anything = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.string(), NASTY_TEXT), tie('value'), { maxKeys: 4 })),
})).value;

/** A valid document with one to three of its places replaced, removed or added to. */
function nearly(document: unknown): fc.Arbitrary<unknown> {
  const paths = [...places(document)];
  const edit = fc.record({ path: fc.constantFrom(...paths), value: anything, kind: fc.constantFrom('replace', 'remove', 'add') });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => edits.reduce<unknown>((current, { path, value, kind }) => edited(current, path, value, kind), document));
}

function* places(value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, nested] of Object.entries(value)) yield* places(nested, [...path, key]);
}

function edited(document: unknown, path: readonly string[], value: unknown, kind: string): unknown {
  if (typeof document !== 'object' || document === null || path.length === 0) return value;
  const [key = '', ...rest] = path;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(document) ? [...document] : { ...document };
  const fields = copy as Record<string, unknown>;
  if (rest.length > 0) fields[key] = edited(fields[key], rest, value, kind);
  else if (kind === 'remove') delete fields[key];
  else fields[kind === 'add' ? 'surprise' : key] = value;
  return copy;
}

const REQUEST = {
  space: SMALL, name: 'a', dataset: 'synthetic', seed: 1, concurrency: 1, objective: { kind: 'joint', w: -0.07, v: -0.05 },
  strategy: { name: 'evolution', options: {} }, budget: { candidates: 3, wallSeconds: null, failures: 1 },
  proxyTask: { trainSamples: 100, validationSamples: null, batchSize: 10, epochs: 0.5, optimizer: 'sgd', learningRate: 0.1, seed: 3, evaluations: 1, timing: { warmupSteps: 1, steps: 30 } },
  warmStart: { candidates: [formatArchitecture(REFERENCE)] },
};
const WITH_DOCUMENT = { ...REQUEST, warmStart: { candidates: [{ architecture: REFERENCE }] } };

const CAPS = fc.record({ params: fc.constantFrom(1, 9000, 2 ** 53, 1e300), stepTimeMs: fc.constantFrom(5e-324, 1e300), memoryBytes: fc.constantFrom(1, 1e9) }, { requiredKeys: [] });

/** Of the right form throughout, with values from the edges of what is allowed and a little beyond. */
const PLAUSIBLE = fc.record({
  space: fc.oneof(fc.constant('small'), fc.record({ name: fc.constantFrom('a', 'b-2'), description: fc.oneof(NASTY_TEXT, fc.string({ unit: 'binary' })) }).map((fields) => ({ ...SMALL, ...fields }))),
  name: fc.oneof(NASTY_TEXT, fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })),
  seed: fc.constantFrom(0, -0, 1, 2 ** 31 - 1), concurrency: fc.constantFrom(1, 1024),
  objective: fc.oneof(
    fc.record({ w: fc.double({ min: -2, max: 0, noNaN: true }), v: fc.constantFrom(-0, 0, -2, -5e-324), caps: CAPS }, { requiredKeys: [] }),
    fc.record({ kind: fc.constant('absolute'), beta: fc.constantFrom(-10, -5e-324, 0), target: fc.constantFrom(0.001, 1, 1000), caps: CAPS }, { requiredKeys: ['kind'] }),
    fc.record({ kind: fc.constantFrom('pareto', 'joint', ''), caps: CAPS }, { requiredKeys: ['kind'] })),
  strategy: fc.record({ name: fc.constantFrom('random', 'evolution'), options: fc.dictionary(fc.constantFrom('population', 'sample', 'heat'), fc.oneof(NASTY_NUMBER, fc.constantFrom(2, 10)), { maxKeys: 1 }) }, { requiredKeys: ['name'] }),
  budget: fc.record({ candidates: fc.constantFrom(1, 24, 25), wallSeconds: fc.oneof(fc.constant(null), fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true })), failures: fc.constantFrom(null, 1, 2 ** 53, 1e300) }, { requiredKeys: [] }),
  warmStart: fc.record({ candidates: fc.array(fc.constantFrom(REFERENCE, formatArchitecture(REFERENCE), { architecture: REFERENCE }, ''), { maxLength: 2 }), fromSearch: NASTY_TEXT }, { requiredKeys: [] }),
  proxyTask: fc.record({ learningRate: fc.constantFrom(5e-324, 100), epochs: fc.constantFrom(5e-324, 0.01, 10_000), batchSize: fc.constantFrom(1, 4096), seed: fc.constantFrom(0, 2 ** 31 - 1) }, { requiredKeys: [] }),
}, { requiredKeys: ['space'] });

async function send(url: string, payload: string): Promise<{ status: number; body: string }> {
  const response = await service.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } });
  return { status: response.statusCode, body: response.body };
}

/** Returns how many documents were accepted. */
async function neverFails(url: string, documents: fc.Arbitrary<unknown>): Promise<number> {
  let accepted = 0;
  await fc.assert(fc.asyncProperty(documents, async (document) => {
    const { status, body } = await send(url, JSON.stringify(document));
    expect(status, body).toBeLessThan(500);
    if (status < 400) accepted += 1;
    else expect(JSON.parse(body)).toMatchObject({ status, detail: expect.stringMatching(/.{10}/), issues: expect.any(Array) });
  }), { numRuns: RUNS });
  return accepted;
}

test('no body for a new search makes the service fail', async () => {
  await neverFails('/v1/searches', fc.oneof({ weight: 1, arbitrary: anything }, { weight: 3, arbitrary: nearly(REQUEST) }, { weight: 1, arbitrary: nearly({ ...REQUEST, space: 'small' }) }, { weight: 1, arbitrary: nearly(WITH_DOCUMENT) }));
});

test('no value that a new search may hold makes the service fail, or keeps the search from being read again', async () => {
  expect(await neverFails('/v1/searches', PLAUSIBLE)).toBeGreaterThan(10);
  const { items } = (await service.app.inject('/v1/searches?limit=500')).json<SearchPage>();
  expect(items.length).toBeGreaterThan(10);
  for (const { id } of items) expect((await service.app.inject(`/v1/searches/${id}`)).statusCode).toBe(200);
});

test('no body for a plan makes the service fail, and none is stored', async () => {
  const before = await service.db.prisma.search.count();
  expect(await neverFails('/v1/searches/plan', fc.oneof({ weight: 1, arbitrary: anything }, { weight: 2, arbitrary: nearly(REQUEST) }, { weight: 1, arbitrary: PLAUSIBLE }))).toBeGreaterThan(0);
  expect(await service.db.prisma.search.count()).toBe(before);
});

test('no body for a search space makes the service fail', async () => {
  await neverFails('/v1/search-spaces/validate', fc.oneof({ weight: 1, arbitrary: anything }, { weight: 3, arbitrary: nearly(SMALL) }));
});

test('no body for a command makes the service fail', async () => {
  for (const command of ['pause', 'resume', 'extend', 'cancel']) {
    await neverFails(`/v1/searches/${searchId}/${command}`, fc.oneof(anything, nearly({ candidates: 1 })));
  }
});

test('no body for another objective makes the service fail', async () => {
  const request = { objective: { kind: 'absolute', beta: -0.1, target: 1, caps: { params: 10, stepTimeMs: 0.1 } }, top: 3 };
  expect(await neverFails(`/v1/searches/${searchId}/rescore`, fc.oneof(anything, nearly(request), nearly({ objective: { w: -0.1, v: 0 } })))).toBeGreaterThan(0);
});

test('no query makes the service fail', async () => {
  const name = fc.oneof(fc.constantFrom('limit', 'cursor', 'status', 'sort', 'order', 'lastEventId', 'q', 'ids', 'top', 'running', 'rewardMin', 'numberMax', 'paramsMin'), fc.string());
  const query = fc.array(fc.tuple(name, fc.oneof(NASTY_TEXT, fc.string(), fc.integer().map(String))), { minLength: 1, maxLength: 4 });
  await fc.assert(fc.asyncProperty(query, async (pairs) => {
    const text = pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&');
    const ofSearch = ['candidates', 'points', 'curves', 'attempts'].map((what) => `/v1/searches/${searchId}/${what}`);
    for (const path of ['/v1/searches', ...ofSearch, `/v1/candidates/${searchId}`, '/v1/workers']) {
      const response = await service.app.inject(`${path}?${text}`);
      expect(response.statusCode, response.body).toBeLessThan(500);
    }
  }), { numRuns: RUNS });
});

/** Like encodeURIComponent, but takes half a surrogate pair. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
