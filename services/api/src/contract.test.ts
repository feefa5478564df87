import { readFileSync } from 'node:fs';
import { ERRORS, type ErrorCode } from '@stride/core';
import { createDatabase } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from './app.js';
import type { App } from './context.js';
import { spaceLibrary } from './space-library.js';
import { SMALL } from './testing/test-service.js';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: { readonly properties?: { readonly code?: { readonly enum?: readonly ErrorCode[] } } } }>> }>>;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Raised by workers, controllers and the launcher: no request is answered with these. */
const NOT_OF_THE_API: readonly ErrorCode[] = [
  'ARCHITECTURE_INVALID', 'ENCODING_INVALID', 'DATASET_CORRUPT', 'STRATEGY_STATE_INVALID', 'BACKEND_UNAVAILABLE', 'BACKEND_FAILED', 'TRAINING_DIVERGED', 'TRAINING_TIMEOUT',
  'CHECKPOINT_INVALID', 'OUT_OF_MEMORY',
  'MIGRATION_FAILED', 'CONFIG_INVALID', 'QUEUE_UNAVAILABLE', 'QUEUE_MESSAGE_INVALID',
];

/** Answers to addresses and methods that no endpoint has. */
const OF_NO_ENDPOINT: readonly ErrorCode[] = ['ROUTE_UNKNOWN', 'METHOD_NOT_ALLOWED'];

let app: App;
let document: OpenApi;
const db = createDatabase('postgresql://nobody@127.0.0.1:9/none');

beforeAll(async () => {
  app = buildApp({ db, spaces: spaceLibrary([SMALL]), dashboardDir: '/nowhere' });
  await app.ready();
  document = (await app.inject('/openapi.json')).json<OpenApi>();
});

afterAll(async () => {
  await app.close();
  await db.close();
});

const operations = () => Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ address: `${method.toUpperCase()} ${path}`, operation })));

test('every endpoint is described', () => {
  expect(operations().map(({ address }) => address).sort()).toEqual([
    'GET /healthz', 'GET /readyz', 'GET /schemas/architecture.v1.json', 'GET /schemas/search-space.v1.json',
    'GET /v1/candidates/{id}', 'GET /v1/datasets', 'GET /v1/events', 'GET /v1/search-spaces', 'GET /v1/search-spaces/{name}',
    'GET /v1/searches', 'GET /v1/searches/{id}', 'GET /v1/searches/{id}/best', 'GET /v1/searches/{id}/candidates',
    'GET /v1/searches/{id}/events', 'GET /v1/searches/{id}/export', 'GET /v1/searches/{id}/pareto', 'GET /v1/workers',
    'POST /v1/search-spaces/validate', 'POST /v1/searches', 'POST /v1/searches/{id}/cancel', 'POST /v1/searches/{id}/extend',
    'POST /v1/searches/{id}/pause', 'POST /v1/searches/{id}/resume',
  ]);
  expect(document.openapi).toMatch(/^3\.1/);
});

describe('the catalogue of errors', () => {
  test('is what the endpoints say they answer with, each code under its status', () => {
    const described = new Set<ErrorCode>();
    for (const { address, operation } of operations()) {
      for (const [status, response] of Object.entries(operation.responses)) {
        const codes = response.content?.['application/problem+json']?.schema.properties?.code?.enum ?? [];
        if (Number(status) >= 400) expect(codes, `${address} ${status}`).not.toHaveLength(0);
        for (const code of codes) {
          expect(ERRORS[code].status, `${address} ${code}`).toBe(Number(status));
          described.add(code);
        }
      }
    }
    const expected = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ![...NOT_OF_THE_API, ...OF_NO_ENDPOINT].includes(code));
    expect([...described].sort()).toEqual(expected.sort());
  });

  test('is what docs/errors.md lists, with the same statuses and titles', () => {
    const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| ([^|]+) \|/gm)].map(([, code, status, title]) => [code, { status: Number(status), title: title?.trim() }]);
    expect(Object.fromEntries(rows)).toEqual(ERRORS);
    expect(rows).toHaveLength(Object.keys(ERRORS).length);
  });
});
