import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { judgeBackends, probeBackends } from './backends.js';
import { ok, problem, warning } from './check.js';
import { checkDatabase, checkDatasets, checkQueue, embedded } from './datastores.js';
import { checkArtifacts, checkBuild, checkCores, checkHome, checkNode } from './machine.js';
import { renderChecks } from './run.js';
import { checkApi } from './service.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([['20.19.0', 'ok'], ['24.1.0', 'ok'], ['20.18.3', 'problem'], ['18.20.0', 'problem']])('Node.js %s is %s', (version, status) => {
  expect(checkNode(version)).toMatchObject({ status });
});

it('says what is not built', () => {
  expect(checkBuild(folder)).toMatchObject({ status: 'problem', finding: 'not built: the services, the database client, the kernels, the page', advice: 'Run npm run build in the repository.' });
});

it('finds more workers than cores doubtful', () => {
  expect(checkCores({ STRIDE_WORKERS: '1' })).toMatchObject({ status: 'ok', finding: expect.stringContaining('one worker') as string });
  expect(checkCores({ STRIDE_WORKERS: '1000' })).toMatchObject({ status: 'warning' });
});

it('looks at folders without making them', async () => {
  const home = path.join(folder, 'deep', 'home');
  expect(await checkHome(home)).toMatchObject({ finding: expect.stringMatching(/home \(made at the first start\), [\d.]+ [GMT]iB free/) as string });
  expect(await checkHome('/proc/home')).toMatchObject({ status: 'problem' });
  expect(checkArtifacts(home, {})).toMatchObject({ status: 'ok' });
  expect(checkArtifacts(home, { STRIDE_ARTIFACTS: 's3://bucket/prefix' })).toMatchObject({ status: 'ok' });
  expect(checkArtifacts(home, { STRIDE_ARTIFACTS: 'ftp://x' })).toMatchObject({ status: 'problem' });
  expect(await checkDatabase(home, undefined)).toMatchObject({ status: 'ok', finding: expect.stringContaining('stride up makes it') as string });
  expect(await checkHome(home)).toMatchObject({ finding: expect.stringContaining('made at the first start') as string });
});

it('judges the embedded database', () => {
  const state = { missing: null, directory: '/x', exists: true, running: null };
  expect(embedded(state).finding).toContain('not running; stride up starts it');
  expect(embedded({ ...state, running: { pid: 7, port: 5432 } }).finding).toContain('running (process 7, port 5432)');
  expect(embedded({ ...state, missing: 'There is no embedded PostgreSQL for plan9-mips.' })).toMatchObject({ status: 'problem' });
});

it('finds out that a database or a queue does not answer, and shows no password', async () => {
  const database = await checkDatabase(folder, 'postgresql://me:secret@127.0.0.1:9/stride');
  expect(database).toMatchObject({ status: 'problem', finding: expect.stringContaining('127.0.0.1:9/stride') as string });
  expect(JSON.stringify(database)).not.toContain('secret');
  expect(await checkDatabase(folder, 'nonsense')).toMatchObject({ status: 'problem', finding: 'DATABASE_URL is no address' });
  expect(await checkQueue('redis://:secret@127.0.0.1:9')).toMatchObject({ status: 'problem', finding: expect.not.stringContaining('secret') as string });
  expect(await checkQueue(undefined)).toMatchObject({ status: 'ok', finding: 'in PostgreSQL, beside everything else' });
});

it.each([['+PONG\r\n', 'ok'], ['-NOAUTH Authentication required.\r\n', 'ok'], ['HTTP/1.1 400 Bad Request\r\n', 'problem']])('a server that answers %j is %s as a queue', async (answer, status) => {
  const server = createServer((socket) => { socket.on('data', () => socket.end(answer)); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(await checkQueue(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject({ status });
  server.close();
});

it('says which backend is taken, and why others are not', () => {
  const [none, wasm] = [{ name: 'webgpu', device: null, reason: 'No adapter.' }, { name: 'wasm', device: 'CPU', reason: null }];
  expect(judgeBackends([none, wasm], undefined)).toMatchObject({ status: 'ok', finding: 'wasm on CPU', advice: 'Not: webgpu: No adapter.' });
  expect(judgeBackends([none, wasm], 'webgpu')).toMatchObject({ status: 'problem', finding: 'STRIDE_BACKEND is webgpu, which does not work here', advice: 'No adapter.' });
  expect(judgeBackends([none, wasm], 'wasm')).toMatchObject({ status: 'ok', finding: 'wasm on CPU, by STRIDE_BACKEND' });
  expect(judgeBackends([none, wasm], 'cuda')).toMatchObject({ status: 'problem', advice: 'It takes one of webgpu, wasm.' });
  expect(judgeBackends([none], undefined)).toMatchObject({ status: 'problem' });
});

it('waits for no backend that hangs or crashes', async () => {
  const [hanging, crashing] = [path.join(folder, 'hanging.mjs'), path.join(folder, 'crashing.mjs')];
  writeFileSync(hanging, 'setInterval(() => {}, 1000);');
  writeFileSync(crashing, 'process.abort();');
  await expect(probeBackends(hanging, 300)).rejects.toThrow('ended with SIGKILL');
  await expect(probeBackends(crashing)).rejects.toThrow(/ended with (SIGABRT|\d+)/);
});

it('lists datasets, and folders that are none', async () => {
  expect(await checkDatasets({})).toMatchObject({ status: 'ok', finding: expect.stringContaining('fashion-mnist, mnist, synthetic') as string });
  expect(await checkDatasets({ STRIDE_DATA_DIR: path.join(folder, 'nowhere') })).toMatchObject({ status: 'problem' });
});

it('tells a Stride that does not run from one that does not answer, and from something else', async () => {
  expect(await checkApi({}, { STRIDE_PORT: '9' })).toEqual(warning('api', 'nobody answers at http://127.0.0.1:9', 'stride up starts it.'));
  expect(await checkApi({ url: 'http://127.0.0.1:9' }, {})).toMatchObject({ status: 'problem' });
  const other = createHttp((_, response) => response.writeHead(404).end('<html>')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  expect(await checkApi({}, { STRIDE_PORT: String((other.address() as AddressInfo).port) })).toMatchObject({ status: 'problem', finding: expect.stringContaining('not as Stride does') as string });
  other.close();
});

it('shows a line for each and what to do', () => {
  const text = renderChecks([ok('node', 'fine'), warning('cores', 'few', 'Get more.'), problem('home', 'full', 'Free some.')]);
  expect(text).toBe('  ✓ ok       node   fine\n  ! warning  cores  few\n                    Get more.\n  ✗ problem  home   full\n                    Free some.\n\nOne thing has to be put right.');
  expect(renderChecks([ok('node', 'fine')])).toMatch(/All is well\.$/);
});
