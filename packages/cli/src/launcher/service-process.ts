import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { StrideError } from '@stride/core';

const STOP_GRACE_MS = 12_000;
const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 15_000;
/** A process that lived this long starts over with the shortest delay. */
const HEALTHY_MS = 30_000;
const TAIL_LINES = 15;
const LAST_WORDS_MS = 1_000;

export interface ServiceProcessOptions {
  readonly name: string;
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logs: string;
  /** Every line the process prints. */
  readonly onLine: (name: string, line: string) => void;
  /** Something the user should know about this process. */
  readonly onNotice: (message: string) => void;
}

/**
 * A service in a process of its own, started again when it ends unasked. In its own session, so that Ctrl-C in the
 * terminal reaches only the launcher, which stops things in order; when the launcher dies, the IPC channel closes and
 * the service ends by itself.
 */
export class ServiceProcess {
  readonly #options: ServiceProcessOptions;
  readonly #file: WriteStream;
  readonly #tail: string[] = [];
  #child: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #delay = FIRST_RESTART_MS;
  #readySince = 0;
  #stopping = false;

  constructor(options: ServiceProcessOptions) {
    this.#options = options;
    this.#file = createWriteStream(path.join(options.logs, `${options.name}.log`), { flags: 'a' });
    // A full disk must not take the launcher with it.
    this.#file.on('error', (error) => options.onNotice(`${options.name}'s log: ${error.message}`));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves with what the service said when it was ready. @throws StrideError NOT_READY with its last words. */
  start(): Promise<Readonly<Record<string, unknown>>> {
    return new Promise((resolve, reject) => {
      const child = this.#spawn();
      let ready = false;
      child.on('message', (message: Record<string, unknown>) => {
        if (message['type'] !== 'ready') return;
        ready = true;
        this.#readySince = Date.now();
        resolve(message);
      });
      void howItEnded(child).then((how) => (ready ? this.#onExit(how) : reject(this.#notStarted(how))));
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await gone;
      clearTimeout(killer);
    }
    await new Promise((resolve) => this.#file.end(resolve));
  }

  kill(): void {
    this.#stopping = true;
    this.#child?.kill('SIGKILL');
  }

  #spawn(): ChildProcess {
    const { main, env } = this.#options;
    const child = fork(main, { detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#child = child;
    this.#tail.length = 0;
    child.on('error', (error) => this.#options.onNotice(`${this.#options.name}: ${error.message}`));
    for (const stream of [child.stdout, child.stderr]) this.#follow(stream);
    return child;
  }

  #follow(stream: NodeJS.ReadableStream | null): void {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#print(line);
    });
    stream?.on('end', () => { if (rest) this.#print(rest); });
  }

  #print(line: string): void {
    if (!this.#file.writableEnded) this.#file.write(`${line}\n`);
    this.#tail.push(line);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
    this.#options.onLine(this.#options.name, line);
  }

  #onExit(how: string): void {
    if (Date.now() - this.#readySince > HEALTHY_MS) this.#delay = FIRST_RESTART_MS;
    this.#startAgain(`${this.#options.name} ended (${how})`);
  }

  #startAgain(why: string): void {
    if (this.#stopping) return;
    this.#options.onNotice(`${why}; starting it again in ${this.#delay / 1000} s`);
    this.#restart = setTimeout(() => {
      this.start().catch((error: Error) => this.#startAgain(error.message));
    }, this.#delay);
    this.#delay = Math.min(this.#delay * 2, LONGEST_RESTART_MS);
  }

  #notStarted(how: string): StrideError {
    const { name, logs } = this.#options;
    const words = this.#tail.length > 0 ? `; its last lines:\n${this.#tail.join('\n')}\n` : '';
    return new StrideError('NOT_READY', `${name} did not start (${how}). Its log is ${path.join(logs, `${name}.log`)}${words}`);
  }
}

/** After the last words were read; what a child of the process may still hold open is waited for only shortly. */
function howItEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      child.once('close', () => resolve(how));
      setTimeout(() => resolve(how), LAST_WORDS_MS).unref();
    });
    // Without a process there is no exit.
    child.once('error', (error) => { if (child.pid === undefined) resolve(error.message); });
  });
}
