/** The process as it is started for real, from dist/, as `npm run build` leaves it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from './testing/test-service.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

let service: TestService;
const children: ChildProcess[] = [];

beforeAll(async () => {
  service = await startTestService();
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => service?.stop());

function start(env: Record<string, string>) {
  const child = fork(MAIN, [], { stdio: 'pipe', execArgv: [], env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: service.db.url, STRIDE_PORT: '0', ...env } });
  children.push(child);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
  child.stdout?.resume();
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) => ({ code, signal, errors }));
  const ready = once(child, 'message').then(([message]: unknown[]) => message as { type: string; url: string });
  return { child, exited, ready };
}

test('it tells its parent its address, answers there, and ends cleanly on a signal although a stream is open', async () => {
  const { child, exited, ready } = start({});
  const { type, url } = await ready;
  expect(type).toBe('ready');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect((await (await fetch(`${url}/v1/search-spaces/fashion-mnist`)).json()) as object).toMatchObject({ name: 'fashion-mnist' });
  const stream = (await fetch(`${url}/v1/events`)).body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await stream?.read())?.value).toMatch(/^retry: /);
  child.kill('SIGTERM');
  expect(await exited).toMatchObject({ code: 0, signal: null, errors: '' });
  // Ended or cut off: a page connects again in either case.
  await stream?.cancel().catch(() => {});
});

test('it ends when its parent has gone', async () => {
  const { child, exited, ready } = start({});
  await ready;
  child.disconnect();
  expect(await exited).toMatchObject({ code: 0, signal: null });
});

test('a port in use is one clear line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { exited } = start({ STRIDE_PORT: String(port), LOG_LEVEL: 'silent' });
  const { code, errors } = await exited;
  other.close();
  expect(code).toBe(1);
  expect(errors).toBe(`CONFIG_INVALID: port ${port} of 127.0.0.1 is in use by another program; stop that one, or set STRIDE_PORT to another number\n`);
});

test.each([
  [{ DATABASE_URL: '' }, 'CONFIG_INVALID: DATABASE_URL is not set'],
  [{ STRIDE_SEARCH_SPACES: '/nowhere' }, 'CONFIG_INVALID: the folder of search spaces, /nowhere'],
  [{ STRIDE_HOST: '203.0.113.7' }, 'CONFIG_INVALID: 203.0.113.7 is no address of this machine'],
])('%j is one clear line', async (env, line) => {
  const { exited } = start({ LOG_LEVEL: 'silent', ...env });
  const { code, errors } = await exited;
  expect(code).toBe(1);
  expect(errors.trimEnd().split('\n')).toEqual([expect.stringContaining(line)]);
});
