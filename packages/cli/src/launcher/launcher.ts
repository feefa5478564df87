import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { availableParallelism, hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';
import { migrate } from '@stride/storage';
import { Database } from './database.js';
import type { Home } from './home.js';
import { ServiceProcess } from './service-process.js';

export interface LaunchOptions {
  readonly home: Home;
  readonly host: string;
  readonly port: number;
  /** Default: one per core. */
  readonly workers?: number | undefined;
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** Queues on Redis instead of in PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly onLine: (name: string, line: string) => void;
  readonly onNotice: (message: string) => void;
}

const PORT_WAIT_MS = 10_000;

/** Starts everything on one machine, in order, and stops it in reverse; `stop` may come at any moment of the start. */
export class Launcher {
  readonly #options: LaunchOptions;
  readonly #undo: (() => Promise<void>)[] = [];
  readonly #processes: ServiceProcess[] = [];
  readonly #lost: Promise<never>;
  #lose: (error: unknown) => void = () => {};
  #database: Database | null = null;
  #starting: Promise<string> | null = null;
  #stopping: Promise<void> | null = null;

  constructor(options: LaunchOptions) {
    this.#options = options;
    this.#lost = new Promise((_, reject) => { this.#lose = reject; });
    this.#lost.catch(() => {}); // nobody has to ask
  }

  /** Resolves with the address once requests are answered and workers wait for candidates. */
  start(): Promise<string> {
    this.#starting ??= this.#startAll();
    return this.#starting;
  }

  async #startAll(): Promise<string> {
    const { home, port, host } = this.#options;
    home.lock();
    await this.#portFree();
    const databaseUrl = this.#options.databaseUrl ?? (await this.#startDatabase());
    await this.#step(() => migrate(databaseUrl));
    const env = this.#environment(databaseUrl);
    const api = await this.#run('api', '@stride/api/main', { ...env, STRIDE_HOST: host, STRIDE_PORT: String(port) });
    await this.#run('controller', '@stride/controller/main', env);
    await this.#startWorkers(env);
    const url = String(api['url']);
    home.writeNote({ url, pid: process.pid });
    this.#undo.push(async () => home.removeNote());
    return url;
  }

  /** As many as were asked for; otherwise one for each core, or one alone where it wants its device to itself. */
  async #startWorkers(env: Record<string, string>): Promise<void> {
    const start = (number: number) => this.#run(
      `worker-${number}`, '@stride/worker/main', { ...env, STRIDE_WORKER_ID: workerId(this.#options.home, number) });
    const numbers = Array.from({ length: this.#options.workers ?? availableParallelism() }, (_, index) => index + 1);
    if (this.#options.workers === undefined) {
      const first = await start(numbers.shift() ?? 1);
      if (first['exclusiveDevice'] === true) return;
    }
    await Promise.all(numbers.map(start));
  }

  /** Rejects when something is lost for good without which nothing works, with what that is. */
  lost(): Promise<never> {
    return this.#lost;
  }

  /** Workers first, so that they can give back what they are at; the database last. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** Without manners, for a user who asks twice. */
  kill(): void {
    for (const child of this.#processes) child.kill();
    this.#database?.kill();
  }

  async #stopAll(): Promise<void> {
    // A start under way fails at its next step; what it had begun is in the lists and is stopped with the rest.
    const workers = this.#processes.filter((_, index) => index >= 2);
    await Promise.all(workers.map((worker) => worker.stop()));
    for (const child of this.#processes.slice(0, 2).reverse()) await child.stop();
    await this.#starting?.catch(() => {});
    for (const undo of this.#undo.reverse()) await undo();
  }

  async #startDatabase(): Promise<string> {
    const { home, onNotice } = this.#options;
    const database = new Database({ home: home.folder, onNotice, onLost: this.#lose });
    this.#database = database;
    this.#undo.push(() => database.stop());
    return this.#step(() => database.start());
  }

  async #run(name: string, entry: string, env: Record<string, string>): Promise<Readonly<Record<string, unknown>>> {
    const { home, onLine, onNotice } = this.#options;
    const main = fileURLToPath(import.meta.resolve(entry));
    return this.#step(() => {
      const child = new ServiceProcess({ name, main, env, logs: home.logs, onLine, onNotice });
      this.#processes.push(child);
      return child.start();
    });
  }

  /** Does not begin anything once a stop was asked for. */
  async #step<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new StrideError('NOT_READY', 'stopped while starting');
    return work();
  }

  #environment(databaseUrl: string): Record<string, string> {
    const { home, redisUrl } = this.#options;
    return { DATABASE_URL: databaseUrl, STRIDE_HOME: home.folder, ...(redisUrl ? { REDIS_URL: redisUrl } : {}) };
  }

  /** The services of a launcher that was killed need a moment to notice and to let go of the port. */
  async #portFree(): Promise<void> {
    const { host, port } = this.#options;
    for (const deadline = Date.now() + PORT_WAIT_MS; port !== 0 && (await answers(host, port)); ) {
      if (Date.now() > deadline) {
        throw new StrideError('CONFIG_INVALID', `Port ${port} of ${host} is taken by another program; set STRIDE_PORT to a free one.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** One name on every start, and none that the worker of another host or home has. */
function workerId({ folder }: Home, number: number): string {
  return `${hostname()}-${createHash('sha256').update(folder).digest('hex').slice(0, 4)}-${number}`;
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}
