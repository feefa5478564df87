/** `stride up` and `stride demo` as a user runs them: Ctrl-C, kill -9, a second run, an ordinary user. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchDetail, SearchPage, Winner } from '@stride/contracts';
import { freePort } from '../support/free-port.js';
import { QUICK_SEARCH } from '../support/stack.js';

const LIMIT = 300_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = path.join(ROOT, 'packages/cli/dist/main.js');

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  out: string;
  err: string;
}

let home: string;
let port: number;
const runs: Run[] = [];

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'stride home '));
  chmodSync(home, 0o755);
  port = await freePort();
});
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
}, LIMIT);

/**
 * Makes a command run as an ordinary user. The right to read is kept, as the repository under test may lie in a folder
 * that only root can enter.
 */
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all,+dac_read_search', '--ambient-caps=-all,+dac_read_search', '--bounding-set=-all,+dac_read_search'];

function start(args: readonly string[], env: Record<string, string> = {}, prefix: readonly string[] = []): Run {
  return launch([...prefix, process.execPath, CLI, ...args], home, env);
}

/** As a user does: `npm run ...` in the repository. In a process group of its own, as in a terminal. */
function npm(args: readonly string[]): Run {
  return launch(['npm', 'run', ...args], ROOT, {}, true);
}

function launch([command = '', ...args]: readonly string[], cwd: string, env: Record<string, string>, detached = false): Run {
  const child = spawn(command, args, {
    cwd, detached, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, STRIDE_HOME: path.join(home, 'data'), STRIDE_PORT: String(port), STRIDE_WORKERS: '1', NO_COLOR: '1', DATABASE_URL: '', REDIS_URL: '', ...env },
  });
  const run: Run = { child, ended: once(child, 'close').then(([code]) => code as number | null), out: '', err: '' };
  child.stdout?.on('data', (text: Buffer) => { run.out += String(text); });
  child.stderr?.on('data', (text: Buffer) => { run.err += String(text); });
  runs.push(run);
  return run;
}

/** Every process whose command line or environment names this test's home. */
function processesOfHome(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      return words.includes(home);
    } catch {
      return false; // ended meanwhile
    }
  });
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}

async function until<T>(read: () => Promise<T | null | undefined | false> | T | null | undefined | false): Promise<T> {
  for (;;) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const url = () => `http://127.0.0.1:${port}`;
const ready = (run: Run) => until(() => {
  if (run.child.exitCode !== null) throw new Error(`ended with ${run.child.exitCode}:\n${run.err}`);
  return run.err.includes('Stride is ready');
});

interface WorkerLine {
  readonly id: string;
  readonly pid: number;
}

async function worker(): Promise<WorkerLine> {
  return until(async () => (await get<{ items: WorkerLine[] }>('/v1/workers')).items[0]);
}

/** Process id and port of the embedded PostgreSQL. */
function postmaster(): { pid: number; port: number } {
  const lines = readFileSync(path.join(home, 'data', 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

async function get<T>(address: string): Promise<T> {
  return (await (await fetch(`${url()}${address}`)).json()) as T;
}

async function submit(body: unknown): Promise<SearchDetail> {
  const response = await fetch(`${url()}/v1/searches`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.status).toBe(201);
  return (await response.json()) as SearchDetail;
}

describe('stride up', () => {
  it('stops everything at Ctrl-C and leaves no process behind', async () => {
    const run = start(['up']);
    await ready(run);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);

  it('stops everything at Ctrl-C while it is still starting', async () => {
    const run = start(['up']);
    await until(() => existsSync(path.join(home, 'data', 'postgres')));
    run.child.kill('SIGINT');
    await run.ended;
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);

  it('stops everything at Ctrl-C while the workers start', async () => {
    for (const moment of [0, 300, 600, 900, 1200]) {
      const run = start(['up'], { STRIDE_WORKERS: '2' });
      await until(() => processesOfHome().some((pid) => commandOf(pid).includes('worker')));
      await pause(moment);
      run.child.kill('SIGINT');
      expect(await run.ended, run.err).toBe(0);
      expect(processesOfHome()).toEqual([]);
    }
  }, LIMIT);

  it('stops everything at Ctrl-C just after a worker was started again', async () => {
    for (const moment of [300, 600, 900]) {
      const run = start(['up']);
      await ready(run);
      process.kill((await worker()).pid, 'SIGKILL');
      await until(() => run.err.includes('starting it again'));
      await until(() => processesOfHome().some((pid) => commandOf(pid).includes('worker')));
      await pause(moment);
      run.child.kill('SIGINT');
      expect(await run.ended, run.err).toBe(0);
      expect(processesOfHome()).toEqual([]);
    }
  }, LIMIT);

  it('stops everything when npm is asked to, alone or with its whole process group', async () => {
    for (const [signal, group] of [['SIGINT', false], ['SIGTERM', false], ['SIGINT', true]] as const) {
      const run = npm(['start']);
      await ready(run);
      const pid = run.child.pid ?? 0;
      process.kill(group ? -pid : pid, signal);
      expect(await run.ended, run.err).toBe(0);
      expect(run.err.split('Stopping')).toHaveLength(2);
      expect(processesOfHome()).toEqual([]);
    }
  }, LIMIT);

  it('ends everything at once at a second Ctrl-C, the database too', async () => {
    const run = start(['up']);
    await ready(run);
    process.kill((await worker()).pid, 'SIGSTOP'); // it will not stop in time
    run.child.kill('SIGINT');
    await pause(1_200);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    await until(() => processesOfHome().length === 0);
  }, LIMIT);

  it('serves, and stops in order, when nobody reads what it prints', async () => {
    const run = start(['up']);
    await ready(run);
    run.child.stdout?.destroy();
    run.child.stderr?.destroy();
    for (let request = 0; request < 3; request += 1) await get('/v1/searches');
    await pause(500);
    expect((await get<SearchPage>('/v1/searches')).items).toEqual([]);
    run.child.kill('SIGHUP');
    expect(await run.ended).toBe(0);
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);

  it('starts a database again that was killed, and searches go on', async () => {
    const run = start(['up']);
    await ready(run);
    const { id } = await submit({ ...QUICK_SEARCH, budget: { candidates: 6 }, proxyTask: { ...QUICK_SEARCH.proxyTask, epochs: 4 } });
    await until(async () => (await get<SearchDetail>(`/v1/searches/${id}`)).counts.completed > 0);
    const before = postmaster();
    process.kill(before.pid, 'SIGKILL');
    await until(() => run.err.includes('The database is up again'));
    expect(postmaster().port).toBe(before.port);
    const ended = await until(async () => {
      const search = await get<SearchDetail>(`/v1/searches/${id}`).catch(() => null);
      return search?.status === 'completed' && search;
    });
    expect(ended.counts).toMatchObject({ completed: 6, failed: 0 });
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);

  it('ends with a reason when the database cannot be started again', async () => {
    const run = start(['up']);
    await ready(run);
    const { pid, port: databasePort } = postmaster();
    process.kill(pid, 'SIGKILL');
    const squatter = createServer();
    await until(async () => {
      squatter.listen(databasePort, '127.0.0.1');
      return Promise.race([once(squatter, 'listening').then(() => true), once(squatter, 'error').then(() => false)]).catch(() => false);
    });
    expect(await run.ended).toBe(1);
    squatter.close();
    expect(run.err.trim().split('\n').at(-1)).toMatch(/stride:.* came up at another address .* Start Stride again\.$/);
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);

  it('goes on with a search after kill -9 of the launcher', async () => {
    const first = start(['up']);
    await ready(first);
    const slow = { ...QUICK_SEARCH, proxyTask: { ...QUICK_SEARCH.proxyTask, epochs: 20 }, budget: { candidates: 3 }, concurrency: 1 };
    const { id } = await submit(slow);
    await until(async () => (await get<SearchDetail>(`/v1/searches/${id}`)).counts.running > 0);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = start(['up']);
    await ready(second);
    const ended = await until(async () => {
      const search = await get<SearchDetail>(`/v1/searches/${id}`);
      return search.status === 'completed' && search;
    });
    expect(ended.counts).toMatchObject({ completed: 3, failed: 0 });
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);

  it('refuses a second launcher in one home and names the first', async () => {
    const first = start(['up']);
    await ready(first);
    const second = start(['up']);
    expect(await second.ended).toBe(1);
    expect(second.err).toContain(`it serves ${url()}`);
    expect(second.err.trim().split('\n').at(-1)).toMatch(/^.*stride:.*A Stride is running/);
  }, LIMIT);

  it('says which setting is wrong', async () => {
    const run = start(['up'], { STRIDE_PORT: 'eighty' });
    expect(await run.ended).toBe(1);
    expect(run.err).toContain('STRIDE_PORT is "eighty"; it takes a whole number from 0 to 65535.');
  }, LIMIT);

  it('starts a worker again that was killed', async () => {
    const run = start(['up']);
    await ready(run);
    const before = await worker();
    process.kill(before.pid, 'SIGKILL');
    const after = await until(async () => {
      const now = await worker();
      return now.pid !== before.pid && now;
    });
    expect(after.id).toBe(before.id);
    expect(after.id).toMatch(/.-[0-9a-f]{4}-1$/);
  }, LIMIT);

  it('works for an ordinary user', async () => {
    chmodSync(home, 0o777);
    const run = start(['up'], { HOME: home }, process.getuid?.() === 0 ? AS_NOBODY : []);
    await ready(run);
    expect((await get<SearchPage>('/v1/searches')).items).toEqual([]);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  }, LIMIT);
});

describe('stride demo', () => {
  it('prints one JSON object, writes winner.json, and works a second time', async () => {
    for (const seed of ['1', '2']) {
      const run = start(['demo', '--json', '--candidates', '1', '--seed', seed]);
      expect(await run.ended, run.err).toBe(0);
      const report = JSON.parse(run.out) as { searchId: string; winner: { accuracy: number; stepTimeMs: { n: number } }; candidates: unknown[]; device: { backend: string } };
      expect(report.candidates).toHaveLength(1);
      expect(report.winner.accuracy).toBeGreaterThan(0.5);
      expect(report.winner.stepTimeMs.n).toBeGreaterThanOrEqual(20);
      expect(report.device.backend).not.toBe('');
      const winner = JSON.parse(readFileSync(path.join(home, 'winner.json'), 'utf8')) as Winner;
      expect(winner.provenance.searchId).toBe(report.searchId);
      expect(processesOfHome()).toEqual([]);
    }
  }, LIMIT * 2);

  it('uses the Stride that runs, and leaves it and its searches alone', async () => {
    const service = start(['up']);
    await ready(service);
    const { id } = await submit({ ...QUICK_SEARCH, name: 'demo', budget: { candidates: 500 } });
    const paused = await fetch(`${url()}/v1/searches/${id}/pause`, { method: 'POST' });
    expect(paused.status).toBe(200);
    const run = start(['demo', '--json', '--keep', '--candidates', '1']);
    expect(await run.ended, run.err).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ candidates: [{ status: 'completed' }] });
    expect(run.err).toContain(`${url()} goes on serving`);
    expect((await get<SearchDetail>(`/v1/searches/${id}`)).status).toBe('paused');
  }, LIMIT);

  it('has its own output alone on stdout under npm', async () => {
    const run = npm(['demo', '--', '--help']);
    expect(await run.ended).toBe(0);
    expect(run.out).toMatch(/^stride\/.*\n\nUsage:\n/);
  }, LIMIT);

  it('leaves no process behind at Ctrl-C', async () => {
    const run = start(['demo']);
    await until(() => { if (run.child.exitCode !== null) throw new Error(run.err); return run.err.includes('Watch it live'); });
    await until(async () => (await get<SearchPage>('/v1/searches')).items.some((search) => search.counts.running > 0));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(processesOfHome()).toEqual([]);
  }, LIMIT);
});
