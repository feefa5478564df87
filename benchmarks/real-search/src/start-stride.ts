import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunningStride {
  readonly url: string;
  stop(): Promise<void>;
}

/** `stride up` with two workers and a database of its own; the decoded dataset is kept where it always is. */
export async function startStride(root: string, say: (text: string) => void): Promise<RunningStride> {
  const home = await mkdtemp(path.join(tmpdir(), 'stride-bench-'));
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(root, 'packages', 'cli', 'dist', 'main.js'), 'up'], {
    env: { ...process.env, STRIDE_HOME: home, STRIDE_PORT: String(port), STRIDE_WORKERS: '2' }, stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  say(`Stride runs at ${url}`);
  return { url, stop };
}

async function ready(url: string, ended: Promise<unknown>): Promise<void> {
  let gone = false;
  void ended.then(() => { gone = true; });
  for (let tries = 0; tries < 600 && !gone; tries++) {
    const answer = await fetch(`${url}/v1/workers`).then((response) => response.json() as Promise<{ items?: unknown[] }>).catch(() => null);
    if ((answer?.items?.length ?? 0) >= 2) return;
    await delay(500);
  }
  throw new Error(gone ? 'Stride ended before it was ready.' : 'Stride was not ready within five minutes.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
