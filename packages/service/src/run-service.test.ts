/** Real processes that run a service made of nothing but its start and its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Built code: these are processes of Node.js itself. */
const BUILT = new URL('../dist/index.js', import.meta.url).href;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A service that takes a moment to load and a moment to start, and says what happens to it. */
function serviceFile(start: string): string {
  const file = path.join(folder, 'service.mjs');
  writeFileSync(file, `import { runService } from ${JSON.stringify(BUILT)};
    console.log('loading');
    await new Promise((resolve) => setTimeout(resolve, 300));
    runService('test', async () => { ${start} });`);
  return file;
}

function run(file: string, env: Record<string, string> = {}): { child: ChildProcess; messages: unknown[]; output: () => string } {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, ...env } });
  const messages: unknown[] = [];
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { output += String(text); });
  child.on('message', (message) => messages.push(message));
  return { child, messages, output: () => output };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const STAYS = `console.log('starting'); const timer = setInterval(() => {}, 1000); await new Promise((resolve) => setTimeout(resolve, 300));
  return { ready: { answer: 42 }, stop: async () => { console.log('stopped'); clearInterval(timer); } };`;

describe('runService', () => {
  it('tells its parent when it is ready and ends in order at SIGTERM', async () => {
    const { child, messages, output } = run(serviceFile(STAYS));
    await until(() => messages.length > 0);
    expect(messages).toEqual([{ type: 'ready', answer: 42 }]);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output()).toContain('stopped');
  });

  it('does not call itself ready once it was asked to stop', async () => {
    const { child, messages, output } = run(serviceFile(STAYS));
    await until(() => output().includes('starting'));
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output()).toContain('stopped');
    expect(messages).toEqual([]);
  });

  it('ends with its parent, also when that goes while the service is loading', async () => {
    for (const moment of ['loading', 'starting']) {
      const { child, output } = run(serviceFile(STAYS));
      await until(() => output().includes(moment));
      child.disconnect();
      expect(await once(child, 'exit')).toEqual([0, null]);
      await until(() => output().includes('stopped'));
      expect(output()).toContain('the launcher has gone');
    }
  });

  it('says in one line why it does not start', async () => {
    const { child, output } = run(serviceFile(STAYS), { LOG_LEVEL: 'loud' });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(output()).toMatch(/^loading\nCONFIG_INVALID: LOG_LEVEL is "loud"; it takes one of .*\n$/);
  });
});
