import { StrideError } from '@stride/core';
import { startEmbedded, type EmbeddedPostgres } from '@stride/storage';

const WATCH_MS = 2_000;

export interface DatabaseOptions {
  /** The folder whose database it is. */
  readonly home: string;
  /** Something the user should know. */
  readonly onNotice: (message: string) => void;
  /** It ended and could not be started again where the services look for it. */
  readonly onLost: (error: unknown) => void;
}

/** The embedded PostgreSQL of a home, started again when it ends unasked. */
export class Database {
  readonly #options: DatabaseOptions;
  #server: EmbeddedPostgres | null = null;
  #watch: NodeJS.Timeout | null = null;
  #restart: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Resolves with the address. Not to be called together with `stop`. @throws StrideError as `startEmbedded` does. */
  async start(): Promise<string> {
    const server = await startEmbedded({ home: this.#options.home });
    if (server.reused) this.#options.onNotice('The database of an earlier run was still up and is used again.');
    this.#serve(server);
    return server.url;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#watch) clearTimeout(this.#watch);
    await this.#restart;
    await this.#server?.stop();
  }

  /** Without manners, yet without loss: the next start recovers what was committed. */
  kill(): void {
    this.#stopping = true;
    if (this.#server && isAlive(this.#server.pid)) process.kill(this.#server.pid, 'SIGQUIT');
  }

  #serve(server: EmbeddedPostgres): void {
    this.#server = server;
    if (this.#stopping) return;
    this.#watch = setTimeout(() => {
      if (isAlive(server.pid)) this.#serve(server);
      else this.#restart = this.#startAgain(server.url).catch((error: unknown) => this.#options.onLost(error));
    }, WATCH_MS);
  }

  async #startAgain(url: string): Promise<void> {
    const { home, onNotice } = this.#options;
    onNotice('The database ended; starting it again');
    const server = await startEmbedded({ home });
    this.#serve(server);
    if (server.url !== url) {
      throw new StrideError('DATABASE_UNAVAILABLE', `The embedded PostgreSQL of ${home} came up at another address than the services know, as its port was taken meanwhile. Start Stride again.`);
    }
    onNotice('The database is up again.');
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
