import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase } from '@stride/storage';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../app.js';
import { spaceLibrary } from '../space-library.js';
import { DEVICE, REFERENCE, SMALL, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service?.stop());

const get = (url: string, headers: Record<string, string> = {}) => service.app.inject({ url, headers });

function post(url: string, payload: unknown) {
  return service.app.inject({ method: 'POST', url, payload: JSON.stringify(payload), headers: { 'content-type': 'application/json' } });
}

describe('search spaces', () => {
  test('are listed with their exact size and the cost of their reference', async () => {
    expect((await get('/v1/search-spaces')).json()).toMatchObject({
      items: [{ name: 'small', description: 'for tests', size: '24', stages: 1, input: SMALL.input, reference: { params: expect.any(Number), multiplyAdds: expect.any(Number), text: expect.any(String) } }, { name: 'huge-images' }],
    });
  });

  test('are handed out as documents that the API takes back', async () => {
    const document = (await get('/v1/search-spaces/small')).json();
    expect(document).toEqual(SMALL);
    expect((await post('/v1/search-spaces/validate', document)).json()).toMatchObject({ valid: true, size: '24', space: SMALL, reference: { params: expect.any(Number) } });
  });

  test.each(['nope', '__proto__', 'constructor', '%F0%9F%98%80'])('no space is named %s', async (name) => {
    const response = await get(`/v1/search-spaces/${name}`);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'SEARCH_SPACE_UNKNOWN', detail: expect.stringContaining('small, huge-images') });
  });

  test('an invalid document is answered with everything that is wrong with it', async () => {
    const response = await post('/v1/search-spaces/validate', { ...SMALL, classes: 1, stages: [{ ...SMALL.stages[0], kernel: [4], colour: 'red' }] });
    expect(response.statusCode).toBe(422);
    const problem = response.json<{ code: string; issues: { path: string }[] }>();
    expect(problem.code).toBe('SEARCH_SPACE_INVALID');
    expect(problem.issues.map((issue) => issue.path)).toEqual(expect.arrayContaining(['/classes', '/stages/0/colour']));
    expect(problem.issues.some((issue) => issue.path.startsWith('/stages/0/kernel'))).toBe(true);
  });

  test.each([[[]], [null], ['small'], [7], [{}]])('%j is no search space', async (document) => {
    expect((await post('/v1/search-spaces/validate', document)).json()).toMatchObject({ code: 'SEARCH_SPACE_INVALID', status: 422 });
  });

  test('a document that is missing, broken or too long', async () => {
    const send = (payload: string) => service.app.inject({ method: 'POST', url: '/v1/search-spaces/validate', payload, headers: { 'content-type': 'application/json' } });
    expect((await send('')).json()).toMatchObject({ code: 'BODY_EMPTY' });
    expect((await send('{')).json()).toMatchObject({ code: 'INVALID_JSON' });
    expect((await send(`"${'x'.repeat(2_000_000)}"`)).json()).toMatchObject({ code: 'BODY_TOO_LARGE' });
    expect((await send(`${'['.repeat(400_000)}${']'.repeat(400_000)}`)).json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

test('datasets are described without being loaded', async () => {
  const { items } = (await get('/v1/datasets')).json<{ items: object[] }>();
  expect(items).toContainEqual(expect.objectContaining({
    name: 'fashion-mnist', shape: { height: 28, width: 28, channels: 1 }, classes: 10, splits: { train: 50_000, validation: 10_000, test: 10_000 },
  }));
});

test('workers are listed, the living first, and those of the past left out', async () => {
  const now = Date.now();
  const worker = { host: 'h', pid: 1, version: '1', device: { ...DEVICE }, deviceClass: 'd', state: 'training', startedAt: new Date(now - 9e6) };
  await service.db.prisma.worker.createMany({
    data: [
      { ...worker, id: 'silent', heartbeatAt: new Date(now - 30_000) },
      { ...worker, id: 'alive', heartbeatAt: new Date(now) },
      { ...worker, id: 'stopped', state: 'stopped', heartbeatAt: new Date(now) },
      { ...worker, id: 'ancient', heartbeatAt: new Date(now - 8_000_000) },
    ],
  });
  const { items } = (await get('/v1/workers')).json<{ items: { id: string; alive: boolean }[] }>();
  expect(items.map(({ id, alive }) => [id, alive])).toEqual([['alive', true], ['silent', false], ['stopped', false]]);
  expect(items[0]).toMatchObject({ device: DEVICE, state: 'training', candidateId: null, completed: 0 });
});

test.each(['/v1/datasets', '/v1/workers', '/v1/search-spaces', '/healthz', '/readyz'])('%s takes no other method', async (url) => {
  const response = await service.app.inject({ method: 'DELETE', url });
  expect(response.statusCode).toBe(405);
  expect(response.headers['allow']).toBe('GET, HEAD');
  expect(response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
});

describe('health', () => {
  test('the process lives and is ready', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok', version: expect.any(String) });
    expect((await get('/readyz')).statusCode).toBe(200);
  });

  test('without a database it lives and is not ready, and what needs one says so', async () => {
    const db = createDatabase('postgresql://nobody:nothing@127.0.0.1:9/none');
    const app = buildApp({ db, artifacts: service.artifacts, spaces: spaceLibrary([SMALL]), dashboardDir: service.dashboardDir });
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ code: 'NOT_READY' });
    expect(ready.body).not.toContain('nothing');
    const searches = await app.inject('/v1/searches');
    expect(searches.statusCode).toBe(503);
    expect(searches.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await app.close();
    await db.close();
  });
});

describe('addresses', () => {
  test.each(['/v1/nope', '/v1', '/v1/searches/a/b/c', '/nope.js'])('nothing is at %s', async (url) => {
    const response = await get(url, { accept: 'application/json' });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'ROUTE_UNKNOWN', instance: url });
  });

  test('a broken address is a bad request', async () => {
    const response = await get('/v1/candidates/%zz');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  test('an address with a NUL is a bad request', async () => {
    expect((await get('/v1/candidates/%00')).json()).toMatchObject({ code: 'INVALID_REQUEST' });
    expect((await get('/v1/search-spaces/%00')).json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('published schemas', () => {
  test.each(['architecture', 'search-space'])('%s.v1 is a JSON Schema with an id', async (name) => {
    const response = await get(`/schemas/${name}.v1.json`);
    const schema = response.json();
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:stride:schema:${name}.v1` });
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(name === 'architecture' ? REFERENCE : SMALL)).toBe(true);
    expect(validate({})).toBe(false);
  });
});

describe('documentation', () => {
  test('is a page that loads nothing from elsewhere', async () => {
    const page = await get('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
    expect((await get('/docs/static/swagger-ui-bundle.js')).statusCode).toBe(200);
  });
});

describe('the page', () => {
  const HTML = { accept: 'text/html,application/xhtml+xml' };

  test('says how to build it where it is not built', async () => {
    const response = await get('/', HTML);
    expect(response.statusCode).toBe(503);
    expect(response.body).toContain('npm run build');
  });

  test('is served with its files, at every address that a browser asks a page of', async () => {
    await mkdir(join(service.dashboardDir, 'assets'), { recursive: true });
    await writeFile(join(service.dashboardDir, 'index.html'), '<title>the page</title>');
    await writeFile(join(service.dashboardDir, 'assets', 'app.js'), 'export {}');
    const app = service.another();
    const fetch = (url: string, headers: Record<string, string> = HTML) => app.inject({ url, headers });
    for (const url of ['/', '/searches/abc', '/workers?x=1']) {
      const response = await fetch(url);
      expect(response.statusCode).toBe(200);
      expect(response.headers['content-type']).toContain('text/html');
      expect(response.body).toContain('the page');
    }
    expect((await fetch('/assets/app.js')).headers['content-type']).toContain('javascript');
    expect((await fetch('/assets/gone.js')).json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
    expect((await fetch('/v1/nope')).json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
    expect((await fetch('/searches/abc', { accept: 'application/json' })).json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
    expect((await fetch('/..%2f..%2fetc%2fpasswd')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await app.inject({ method: 'POST', url: '/searches/abc', headers: HTML })).json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
    await app.close();
  });
});
