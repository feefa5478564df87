import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Commands } from './protocol.js';

/** A process that computes on request. */
export interface Peer {
  readonly name: string;
  ask<C extends keyof Commands>(command: C, request: Commands[C]['request']): Promise<Commands[C]['reply']>;
  close(): Promise<void>;
}

/** One thread, also for the libraries that PyTorch brings along. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/** @param extra joined to the `build` request */
export function openPeer(name: string, command: string, args: readonly string[], extra: object = {}): Peer {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...ONE_THREAD } });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { log = (log + text).slice(-4000); });
  // Whoever asked learns of the end below; the pipe's own complaint adds nothing.
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}\n${log}`));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = () => child.kill();
  process.once('exit', kill);

  return {
    name,
    ask: async (kind, request) => {
      child.stdin.write(`${JSON.stringify({ command: kind, ...request, ...(kind === 'build' ? extra : {}) })}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`${name} did not answer "${kind}": ${await ended}`);
      return JSON.parse(line.value) as never;
    },
    close: async () => {
      child.stdin.end();
      await ended;
      process.off('exit', kill);
    },
  };
}
