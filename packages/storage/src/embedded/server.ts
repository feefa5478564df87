/** Starts, probes and stops the server of a cluster. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StrideError } from '@stride/core';
import { Client, DatabaseError } from 'pg';
import { isConnectionError } from '../connection-errors.js';
import type { Binaries } from './binaries.js';
import { SUPERUSER, type Cluster } from './cluster.js';
import { execute, serverEnvironment } from './execute.js';
import { isPostmaster, readPostmasterFile } from './postmaster.js';

export const LOG_FILE = 'server.log';
const LOG_LIMIT_BYTES = 5_000_000;
const POLL_MS = 50;
/** Recovery after a crash can take minutes. */
export const READY_MS = 300_000;

/** For a laptop that does other work too; everything durable stays on. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // A socket's path may have 107 bytes at most, which a home's can exceed; TCP does as well.
  unix_socket_directories: '',
  // A controller, an API, and a worker for each core, with some five connections each at most times.
  max_connections: '300',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

/** `sslmode=disable`, since PGSSLMODE in the environment is meant for another server. */
export function urlOf(cluster: Cluster, port: number, database: string = SUPERUSER): string {
  return `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/**
 * ready: serves this cluster; starting: is not ready yet, or no more; silent: does not answer; other: a server that is
 * not this cluster's, or does not know its password.
 */
export type Probe = 'ready' | 'starting' | 'silent' | 'other';

/** Asks whoever listens on a port; creates Stride's database when a ready server lacks it. */
export async function probe(cluster: Cluster, port: number): Promise<Probe> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 5_000, application_name: 'stride probe' });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string; known: boolean }>(
      `SELECT current_setting('data_directory') AS data, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS known`, [SUPERUSER]);
    const [row] = rows;
    if (row === undefined || !(await sameFolder(row.data, cluster.data))) return 'other';
    if (!row.known) await createDatabase(client);
    return 'ready';
  } catch (error) {
    // 57P0x: starts, recovers or stops; 53300: all connections are in use.
    if (error instanceof DatabaseError) return /^(57P0|53300)/.test(error.code ?? '') ? 'starting' : 'other';
    if (isConnectionError(error)) return 'silent';
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(client: Client): Promise<void> {
  await client.query(`CREATE DATABASE ${SUPERUSER}`).catch((error: unknown) => {
    // Another process was faster.
    if (!(error instanceof DatabaseError && (error.code === '42P04' || error.code === '23505'))) throw error;
  });
}

async function sameFolder(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => realpath(path).catch(() => path)));
  return a === b;
}

/** started; port-taken: try another port; raced: another server has the cluster, or is about to let go of it. */
export type Launch = 'started' | 'port-taken' | 'raced';

/**
 * Starts the server in its own session, so that a terminal's Ctrl-C or our own end does not reach it, and waits until it
 * is ready.
 * @throws StrideError DATABASE_UNAVAILABLE with the end of its log.
 */
export async function launch(cluster: Cluster, binaries: Binaries, port: number): Promise<Launch> {
  const logPath = join(cluster.directory, LOG_FILE);
  await rotate(logPath);
  const log = await open(logPath, 'a', 0o600);
  const from = (await log.stat()).size;
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', cluster.data, ...settings], {
    cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd], env: serverEnvironment(),
    ...(cluster.account && { uid: cluster.account.uid, gid: cluster.account.gid }),
  });
  const ended = once(child, 'exit').then(() => 'ended' as const, (error: Error) => error);
  child.unref();
  await log.close();
  const outcome = await untilReady(cluster, port, ended);
  if (outcome === 'ready') return 'started';
  child.kill('SIGQUIT');
  const text = (await readFile(logPath)).subarray(from).toString('utf8');
  if (/could not bind|Address already in use/i.test(text)) return 'port-taken';
  if (/lock file "postmaster.pid"|pre-existing shared memory block/.test(text)) return 'raced';
  throw new StrideError('DATABASE_UNAVAILABLE',
    `The embedded PostgreSQL in ${cluster.data} did not start (${outcome}). End of ${logPath}:\n${tail(text)}`);
}

async function untilReady(cluster: Cluster, port: number, ended: Promise<'ended' | Error>): Promise<string> {
  let exit: string | undefined;
  void ended.then((how) => { exit = how === 'ended' ? 'it ended' : how.message; });
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    await delay(POLL_MS);
    if (exit !== undefined) return exit;
    const state = await probe(cluster, port);
    if (state === 'ready') return state;
    // Or another program has taken the port meanwhile; then ours is about to end.
    if (state === 'other' && (await readPostmasterFile(cluster.data))?.ready) return 'it refuses the password in the data directory';
  }
  return `not ready after ${READY_MS / 1000} s`;
}

async function rotate(path: string): Promise<void> {
  const size = await stat(path).then((found) => found.size, () => 0);
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-15).join('\n') || '(empty)';
}

/**
 * Fast shutdown; an immediate one when that takes longer than `seconds`, which loses nothing either, but makes the next
 * start recover; the hard way in the end. Returns when the server is gone.
 */
export async function stopServer(cluster: Cluster, binaries: Binaries, pid: number, seconds = 30): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (!(await isPostmaster(pid, cluster.data))) return;
    await execute(binaries.pgCtl, ['stop', '-D', cluster.data, '-m', mode, '-w', '-t', String(seconds), '-s'],
      { account: cluster.account, timeoutMs: (seconds + 10) * 1000 });
  }
  if (!(await isPostmaster(pid, cluster.data))) return;
  process.kill(pid, 'SIGKILL');
  while (await isPostmaster(pid, cluster.data)) await delay(POLL_MS);
}
