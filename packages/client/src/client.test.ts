import { afterEach, describe, expect, it } from 'vitest';
import { StrideApiError, StrideClient, type ClientOptions } from './index.js';
import { cut, json, problem, scriptedServer, type Answer, type ScriptedServer } from './testing/scripted-server.js';

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function client(answers: readonly Answer[], options: Partial<ClientOptions> = {}): Promise<StrideClient> {
  server = await scriptedServer(...answers);
  return new StrideClient({ baseUrl: `${server.url}/`, ...options });
}

const requested = () => server?.requests.map(({ method, url }) => `${method} ${url}`);

describe('a call', () => {
  it('asks for what it says, query and headers included', async () => {
    const stride = await client([json({ items: [], nextCursor: null, total: 0 })], { headers: { 'x-team': 'a' } });
    await stride.searches.candidates('a/b', { sort: 'reward', accuracyMin: 0.5, q: 'k5 & more' });
    expect(requested()).toEqual(['GET /v1/searches/a%2Fb/candidates?sort=reward&accuracyMin=0.5&q=k5%20%26%20more']);
    expect(server?.requests[0]?.headers['x-team']).toBe('a');
  });

  it('names a repeated parameter once for each value', async () => {
    const stride = await client([json({ items: [] })]);
    await stride.searches.curves('s', { ids: ['a', 'b'], top: 3 });
    expect(requested()).toEqual(['GET /v1/searches/s/curves?ids=a&ids=b&top=3']);
  });

  it('goes through all pages', async () => {
    const stride = await client([json({ items: [{ id: 1 }], nextCursor: 'n', total: 2 }), json({ items: [{ id: 2 }], nextCursor: null, total: 2 })]);
    const ids: unknown[] = [];
    for await (const { id } of stride.searches.all({ status: 'running' })) ids.push(id);
    expect(ids).toEqual([1, 2]);
    expect(requested()).toEqual(['GET /v1/searches?status=running', 'GET /v1/searches?status=running&cursor=n']);
  });

  it('gives a file its name and bytes', async () => {
    const stride = await client([(_, response) => response.writeHead(200, { 'content-type': 'text/x-python; charset=utf-8', 'content-disposition': 'attachment; filename="net.py"' }).end('é')]);
    const { name, contentType, bytes } = await stride.candidates.export('c', { format: 'pytorch' });
    expect([name, contentType, new TextDecoder().decode(bytes)]).toEqual(['net.py', 'text/x-python', 'é']);
    expect(stride.candidates.exportUrl('c', { format: 'pytorch' })).toBe(`${server?.url}/v1/candidates/c/export?format=pytorch`);
  });
});

describe('a refusal', () => {
  it('has the code, the words and the issues of the problem document', async () => {
    const stride = await client([problem(422, 'BUDGET_IMPOSSIBLE', 'too many', [{ path: '/budget/candidates', message: 'found 9' }, { path: '', message: 'all of it' }])]);
    const error = await stride.searches.plan({ space: 'a' }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(StrideApiError);
    expect(error).toMatchObject({ code: 'BUDGET_IMPOSSIBLE', status: 422, detail: 'too many', issues: [{ path: '/budget/candidates' }, {}] });
    expect((error as Error).message).toBe('too many\n  /budget/candidates: found 9\n  /: all of it');
  });

  it.each([
    ['a page of a proxy', (_: unknown, response: { writeHead(status: number): { end(text: string): void } }) => response.writeHead(502).end('<html>Bad gateway</html>')],
    ['JSON that is no problem', json({ error: 'no' }, 500)],
  ])('says of %s that it is not Stride\'s', async (_name, answer) => {
    const stride = await client([answer as Answer]);
    await expect(stride.searches.get('s')).rejects.toMatchObject({ code: 'UNEXPECTED', message: expect.stringContaining('not as Stride does') });
  });

  it('says that an answer is not Stride\'s, though it is a success', async () => {
    const stride = await client([(_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')]);
    await expect(stride.searches.get('s')).rejects.toMatchObject({ code: 'UNEXPECTED', message: expect.stringContaining('something else') });
  });

  it.each(['nonsense', 'localhost:3000', ''])('comes at once for the address %j', (baseUrl) => {
    expect(() => new StrideClient({ baseUrl })).toThrow(/it takes an address such as/);
  });

  it('says which address did not answer', async () => {
    const stride = await client([cut]);
    await expect(stride.searches.get('s')).rejects.toMatchObject({ code: 'NOT_READY', status: 0, message: expect.stringContaining(server?.url ?? '') });
  });
});

describe('patience', () => {
  const done = json({ id: 's' });

  it('asks again while nobody answers or the service is on its way up', async () => {
    const stride = await client([cut, problem(503, 'DATABASE_UNAVAILABLE', 'soon'), done], { patienceMs: 20_000 });
    expect(await stride.searches.get('s')).toEqual({ id: 's' });
    expect(server?.requests).toHaveLength(3);
  });

  it('asks again for an answer that broke off', async () => {
    const half: Answer = (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{"id"');
      setTimeout(() => request.socket.destroy(), 20);
    };
    const stride = await client([half, done], { patienceMs: 20_000 });
    expect(await stride.searches.get('s')).toEqual({ id: 's' });
  });

  it('does not ask again what was refused for good', async () => {
    const stride = await client([problem(404, 'SEARCH_UNKNOWN', 'no')], { patienceMs: 20_000 });
    await expect(stride.searches.get('s')).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
    expect(server?.requests).toHaveLength(1);
  });

  it('repeats a submission under one key, and no command', async () => {
    const stride = await client([cut, done], { patienceMs: 20_000 });
    await stride.searches.submit({ space: 'a' });
    const keys = server?.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys?.[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys?.[1]).toBe(keys?.[0]);
    await server?.close();
    const other = await client([cut, done], { patienceMs: 20_000 });
    await expect(other.searches.pause('s')).rejects.toMatchObject({ code: 'NOT_READY' });
  });

  it('ends with the signal\'s reason', async () => {
    const stride = await client([cut], { patienceMs: 60_000 });
    const aborter = new AbortController();
    const call = stride.searches.get('s', { signal: aborter.signal });
    aborter.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});
