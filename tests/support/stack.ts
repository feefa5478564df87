/** The whole service as real processes, each of which a test can kill: embedded PostgreSQL, API, controller, workers. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CandidateDetail, CandidatePage, CandidateSummary, CreateSearch, SearchDetail } from '@stride/contracts';
import { migrate, startEmbedded, type EmbeddedPostgres } from '@stride/storage';
import { startRedis, type TestRedis } from '../../packages/queue/src/testing/start-redis.js';

export type QueueBackend = 'postgres' | 'redis';
type ServiceName = 'api' | 'controller' | 'worker';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POLL_MS = 100;

export class Stack {
  readonly home: string;
  #database: EmbeddedPostgres;
  readonly #redis: TestRedis | null;
  readonly #processes = new Map<string, ChildProcess>();
  url = '';

  private constructor(home: string, database: EmbeddedPostgres, redis: TestRedis | null) {
    this.home = home;
    this.#database = database;
    this.#redis = redis;
  }

  /** Everything but controllers and workers, which tests start themselves. */
  static async start(queue: QueueBackend = 'postgres'): Promise<Stack> {
    const home = mkdtempSync(path.join(tmpdir(), 'stride-e2e-'));
    // So that PostgreSQL, which refuses to run as root, can enter as another user.
    chmodSync(home, 0o755);
    const database = await startEmbedded({ home });
    await migrate(database.url);
    const stack = new Stack(home, database, queue === 'redis' ? await startRedis() : null);
    const ready = await stack.run('api', 'api', { STRIDE_PORT: '0' });
    stack.url = String(ready['url']);
    return stack;
  }

  /** Takes the datastore of the queues away: Redis, or PostgreSQL with everything else in it. */
  async stopQueue(): Promise<void> {
    await (this.#redis ?? this.#database).stop();
  }

  async startQueue(): Promise<void> {
    if (this.#redis) await this.#redis.start();
    else this.#database = await startEmbedded({ home: this.home });
  }

  get databaseUrl(): string {
    return this.#database.url;
  }

  /** Starts a service under a name of its own; resolves when it says that it is ready. */
  async run(service: ServiceName, name: string, env: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const child = fork(path.join(ROOT, 'services', service, 'dist', 'main.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Built code, not the sources that the test runner resolves packages to.
      execArgv: [],
      env: {
        ...process.env, DATABASE_URL: this.#database.url, STRIDE_HOME: this.home, STRIDE_WORKER_ID: name,
        STRIDE_TIMING_LOCK: path.join(this.home, 'timing.lock'), ...(this.#redis ? { REDIS_URL: this.#redis.url } : {}), ...env,
      },
    });
    this.#processes.set(name, child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => appendFileSync(this.#log(name), text));
    return new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as Record<string, unknown>));
      child.once('exit', (code, signal) => reject(new Error(`${name} ended (${signal ?? code}) before it was ready:\n${this.log(name)}`)));
    });
  }

  /** Ends a service in order. */
  async end(name: string): Promise<void> {
    await this.#signal(name, 'SIGTERM');
  }

  /** kill -9 */
  async kill(name: string): Promise<void> {
    await this.#signal(name, 'SIGKILL');
  }

  async #signal(name: string, signal: NodeJS.Signals): Promise<void> {
    const child = this.#processes.get(name);
    this.#processes.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  log(name: string): string {
    return readFileSync(this.#log(name), 'utf8');
  }

  #log(name: string): string {
    return path.join(this.home, `${name}.log`);
  }

  async stop(): Promise<void> {
    for (const name of [...this.#processes.keys()].reverse()) await this.end(name);
    await this.#redis?.remove();
    await this.#database.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  async get<T>(address: string): Promise<T> {
    const response = await fetch(new URL(address, this.url));
    if (!response.ok) throw new Error(`GET ${address}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async post<T>(address: string, body: unknown = {}): Promise<T> {
    const response = await fetch(new URL(address, this.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`POST ${address}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  submit(request: Partial<CreateSearch> = {}): Promise<SearchDetail> {
    return this.post<SearchDetail>('/v1/searches', { ...QUICK_SEARCH, ...request });
  }

  search(id: string): Promise<SearchDetail> {
    return this.get<SearchDetail>(`/v1/searches/${id}`);
  }

  async candidates(id: string): Promise<CandidateSummary[]> {
    const { items } = await this.get<CandidatePage>(`/v1/searches/${id}/candidates?limit=500`);
    return items;
  }

  candidate(id: string): Promise<CandidateDetail> {
    return this.get<CandidateDetail>(`/v1/candidates/${id}`);
  }

  /** Polls until `read` gives something; a stopped clock is the test's time limit. */
  async until<T>(read: () => Promise<T | null | undefined | false>): Promise<T> {
    for (;;) {
      const value = await read();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  untilEnded(id: string): Promise<SearchDetail> {
    return this.until(async () => {
      const search = await this.search(id);
      return ['completed', 'failed', 'cancelled'].includes(search.status) && search;
    });
  }
}

/** Real training of real networks, small enough for a test: a few seconds a candidate. */
export const QUICK_SEARCH: CreateSearch = {
  space: 'fashion-mnist',
  dataset: 'synthetic',
  proxyTask: { trainSamples: 128, validationSamples: 64, batchSize: 16, epochs: 1, evaluations: 2, timing: { warmupSteps: 1, steps: 30 } },
  budget: { candidates: 4 },
  concurrency: 2,
  seed: 7,
};
