/** The embedded PostgreSQL of a home: found running, or started. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StrideError } from '@stride/core';
import { findBinaries, type Binaries } from './binaries.js';
import { ensureCluster, type Cluster } from './cluster.js';
import { preparePlace, SHARED_ROOT, usableBinaries } from './place.js';
import { isPostmaster, readPostmasterFile, removeEmptyPostmasterFile } from './postmaster.js';
import { launch, LOG_FILE, probe, READY_MS, stopServer, urlOf } from './server.js';

export interface EmbeddedOptions {
  /** Stride's folder; the database goes to `<home>/postgres`. */
  readonly home: string;
  /** Default: those npm installed for this platform. */
  readonly binaries?: Binaries;
  /** A server that lives but answers nothing for this long is taken for hung, and replaced; default 30,000. */
  readonly hungAfterMs?: number;
  /** Where root keeps a database whose home the server's user cannot enter; default /var/lib/stride. */
  readonly sharedRoot?: string;
}

export interface EmbeddedPostgres {
  /** With the password; for this machine only. */
  readonly url: string;
  /** True when a server was found running, left by a process that ended without stopping it or started by another. */
  readonly reused: boolean;
  /** Process id of the server. */
  readonly pid: number;
  /** Folder with the data directory and server.log. */
  readonly directory: string;
  /** Fast shutdown; returns when the server is gone. Also stops a reused one. */
  stop(): Promise<void>;
}

const TRIES = 20;
const HUNG_AFTER_MS = 30_000;
const HUNG_STOP_SECONDS = 3;
const POLL_MS = 100;
const RACE_MS = 500;

/**
 * Starts the server, or reuses the one that runs already; makes the database on first use. Two processes that start one
 * home at once get the same server, and only the one with `reused: false` should stop it.
 * @throws StrideError CONFIG_INVALID when there is no server for this platform or the home cannot be used;
 * DATABASE_UNAVAILABLE with the end of the server's log when it does not start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { cluster, binaries } = await prepare(options);
  let avoid: number | undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const running = await findRunning(cluster, binaries, options.hungAfterMs ?? HUNG_AFTER_MS);
    if (running !== undefined) return handle(cluster, binaries, running, true);
    const port = await choosePort(cluster, avoid);
    const outcome = await launch(cluster, binaries, port);
    const started = outcome === 'started' ? await readPostmasterFile(cluster.data) : undefined;
    if (started !== undefined) return handle(cluster, binaries, { pid: started.pid, port }, false);
    avoid = outcome === 'port-taken' ? port : undefined;
    if (outcome === 'raced') {
      // The processes of a killed server take a moment to notice; another starter takes a moment to get ready.
      await delay(RACE_MS);
      await removeEmptyPostmasterFile(cluster.data);
    }
  }
  throw new StrideError('DATABASE_UNAVAILABLE',
    `The embedded PostgreSQL in ${cluster.data} could not be started in ${TRIES} tries; see server.log beside it.`);
}

async function prepare(options: EmbeddedOptions): Promise<{ cluster: Cluster; binaries: Binaries }> {
  const sharedRoot = options.sharedRoot ?? SHARED_ROOT;
  const found = options.binaries ?? await findBinaries();
  try {
    const place = await preparePlace(options.home, sharedRoot);
    const { binaries, majorVersion } = await usableBinaries(found, place.account, sharedRoot);
    return { cluster: await ensureCluster(place, binaries, majorVersion), binaries };
  } catch (cause) {
    if (cause instanceof StrideError) throw cause;
    throw new StrideError('CONFIG_INVALID',
      `The embedded database cannot be kept in ${options.home}: ${(cause as Error).message}. Set STRIDE_HOME to a folder that can be written, or DATABASE_URL.`, { cause });
  }
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

/** The cluster's server when it runs and answers; waits while it starts or stops; ends a hung one. */
async function findRunning(cluster: Cluster, binaries: Binaries, hungAfterMs: number): Promise<Running | undefined> {
  const begun = performance.now();
  let answered = begun;
  for (;;) {
    const file = await readPostmasterFile(cluster.data);
    if (file === undefined) return undefined;
    if (!(await isPostmaster(file.pid, cluster.data))) {
      // PostgreSQL itself would refuse to start while any process has that id.
      await rm(join(cluster.data, 'postmaster.pid'), { force: true });
      return undefined;
    }
    const state = file.port === undefined ? 'starting' : await probe(cluster, file.port);
    const now = performance.now();
    if (state === 'ready' && file.port !== undefined) return { pid: file.pid, port: file.port };
    if (state !== 'silent') answered = now;
    if (now - answered > hungAfterMs) await stopServer(cluster, binaries, file.pid, HUNG_STOP_SECONDS);
    if (state === 'other' || now - begun > READY_MS) throw unusable(cluster, file.pid, state);
    await delay(POLL_MS);
  }
}

function unusable(cluster: Cluster, pid: number, state: string): StrideError {
  const why = state === 'other' ? 'refuses the password in the data directory' : 'is not getting ready';
  return new StrideError('DATABASE_UNAVAILABLE',
    `The embedded PostgreSQL in ${cluster.data} (process ${pid}) ${why}; see ${join(cluster.directory, LOG_FILE)}. Stop it, or set STRIDE_HOME to another folder.`);
}

function handle(cluster: Cluster, binaries: Binaries, running: Running, reused: boolean): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(cluster, running.port),
    reused,
    pid: running.pid,
    directory: cluster.directory,
    stop: () => (stopping ??= stopServer(cluster, binaries, running.pid)),
  };
}

/** The port of the last time when it is free, so that addresses stay valid; else any free one. */
async function choosePort(cluster: Cluster, avoid: number | undefined): Promise<number> {
  const path = join(cluster.directory, 'port');
  const last = Number((await readFile(path, 'utf8').catch(() => '')).trim());
  if (Number.isInteger(last) && last > 0 && last < 65_536 && last !== avoid && (await freePort(last)) === last) return last;
  const port = await freePort(0);
  if (port === undefined) throw new StrideError('CONFIG_INVALID', 'No TCP port is free on 127.0.0.1 for the embedded PostgreSQL.');
  await writeFile(path, `${port}\n`);
  return port;
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
