import { openArtifactStore } from '@stride/artifacts';
import { readFileSync } from 'node:fs';
import { DEFAULT_OBJECTIVES, ERRORS, OBJECTIVE_KINDS, SCHEDULERS, STRATEGIES, type ErrorCode } from '@stride/core';
import { createDatabase } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from './app.js';
import type { App } from './context.js';
import { spaceLibrary } from './space-library.js';
import { SMALL } from './testing/test-service.js';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: { readonly properties?: { readonly code?: { readonly enum?: readonly ErrorCode[] } } } }>> }>>;
}

interface OpenApi {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Raised by workers, controllers and the launcher: no request is answered with these. */
const NOT_OF_THE_API: readonly ErrorCode[] = [
  'ENCODING_INVALID', 'DATASET_CORRUPT', 'STRATEGY_STATE_INVALID', 'BACKEND_UNAVAILABLE', 'BACKEND_FAILED', 'TRAINING_DIVERGED', 'TRAINING_TIMEOUT',
  'CHECKPOINT_INVALID', 'WEIGHTS_INVALID', 'ARTIFACT_MISSING', 'OUT_OF_MEMORY',
  'MIGRATION_FAILED', 'CONFIG_INVALID', 'QUEUE_UNAVAILABLE', 'QUEUE_MESSAGE_INVALID', 'TABLE_INVALID',
];

/** Answers to addresses and methods that no endpoint has. */
const OF_NO_ENDPOINT: readonly ErrorCode[] = ['ROUTE_UNKNOWN', 'METHOD_NOT_ALLOWED'];

let app: App;
let document: OpenApi;
const db = createDatabase('postgresql://nobody@127.0.0.1:9/none');

beforeAll(async () => {
  app = buildApp({ db, artifacts: openArtifactStore('/nowhere'), spaces: spaceLibrary([SMALL]), dashboardDir: '/nowhere' });
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
    'GET /v1/architectures', 'GET /v1/architectures/{name}', 'GET /v1/candidates/{id}', 'GET /v1/candidates/{id}/export', 'GET /v1/datasets', 'GET /v1/events', 'GET /v1/schedulers', 'GET /v1/search-spaces', 'GET /v1/search-spaces/{name}',
    'GET /v1/searches', 'GET /v1/searches/{id}', 'GET /v1/searches/{id}/attempts', 'GET /v1/searches/{id}/best', 'GET /v1/searches/{id}/candidates', 'GET /v1/searches/{id}/curves',
    'GET /v1/searches/{id}/events', 'GET /v1/searches/{id}/export', 'GET /v1/searches/{id}/log', 'GET /v1/searches/{id}/pareto', 'GET /v1/searches/{id}/points', 'GET /v1/searches/{id}/trainings',
    'GET /v1/strategies', 'GET /v1/trainings/{id}', 'GET /v1/workers', 'GET /v1/workers/activity',
    'POST /v1/architectures/scale', 'POST /v1/search-spaces/validate', 'POST /v1/searches', 'POST /v1/searches/plan', 'POST /v1/searches/{id}/cancel', 'POST /v1/searches/{id}/extend',
    'POST /v1/searches/{id}/pause', 'POST /v1/searches/{id}/rescore', 'POST /v1/searches/{id}/resume', 'POST /v1/searches/{id}/train',
    'POST /v1/trainings/{id}/cancel',
  ]);
  expect(document.openapi).toMatch(/^3\.1/);
});

test('every endpoint has a name of its own, by which clients generated from the document call it', () => {
  const names = operations().map(({ operation }) => operation.operationId);
  for (const { address, operation } of operations()) expect(operation.operationId, address).toMatch(/^[a-z]+([A-Z][a-z]+)+$/);
  expect(new Set(names).size).toBe(names.length);
});

test('every endpoint is under a heading that is described', () => {
  const headings = document.tags.map(({ name }) => name);
  for (const { address, operation } of operations()) expect(operation.tags.every((tag) => headings.includes(tag)), address).toBe(true);
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

interface OptionSchema { readonly type: string; readonly default: number; readonly minimum: number; readonly maximum: number; readonly description: string }
interface ChoiceSchema {
  readonly anyOf: readonly { readonly description: string; readonly properties: { readonly name: { readonly enum: readonly string[] }; readonly options: { readonly properties: Readonly<Record<string, OptionSchema>> } } }[];
}

describe('the request for a search', () => {
  const body = () => {
    const operation = document.paths['/v1/searches']?.['post'] as unknown as {
      readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: { readonly properties: Readonly<Record<string, ChoiceSchema>> } }>> };
    };
    return operation.requestBody.content['application/json']?.schema.properties ?? {};
  };

  test.each([['strategy', STRATEGIES], ['scheduler', SCHEDULERS]] as const)('shows every %s with each of its options, its default and range', (field, definitions) => {
    const documented = body()[field]?.anyOf ?? [];
    expect(documented.map(({ properties }) => properties.name.enum)).toEqual(definitions.map(({ name }) => [name]));
    for (const [index, { description, options }] of definitions.entries()) {
      expect(documented[index]?.description).toContain(description);
      const shown = Object.entries(documented[index]?.properties.options.properties ?? {}).map(([name, { type, ...range }]) => [name, { ...range, integer: type === 'integer' }]);
      expect(Object.fromEntries(shown)).toEqual(options);
    }
  });

  test('shows the kinds of objectives and what each has by default', () => {
    const documented = body()['objective'] as unknown as { readonly description: string; readonly anyOf: readonly { readonly title: string; readonly properties: object }[] };
    expect(documented.anyOf.map(({ title }) => title)).toEqual([...OBJECTIVE_KINDS]);
    for (const [index, kind] of OBJECTIVE_KINDS.entries()) {
      expect(documented.description).toContain(JSON.stringify(DEFAULT_OBJECTIVES[kind]));
      expect(Object.keys(documented.anyOf[index]?.properties ?? {})).toEqual([...Object.keys(DEFAULT_OBJECTIVES[kind]), 'caps']);
    }
  });
});
