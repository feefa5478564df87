/** The examples of docs/client.md, run as they stand there. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Winner } from '@stride/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENT = readFileSync(path.join(ROOT, 'docs', 'client.md'), 'utf8');

/** Debian's Python first: it has the package that another one on the path may lack. */
const PYTHON = ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', 'import requests']).status === 0) ?? 'python3';

function example(fence: string): string {
  const [, code] = new RegExp(`\`\`\`${fence}\n([^]*?)\n\`\`\``).exec(DOCUMENT) ?? [];
  if (code === undefined) throw new Error(`docs/client.md has no example that begins with ${fence}`);
  return code;
}

describe('the examples of docs/client.md', () => {
  let stack: Stack;
  let folder: string;
  beforeAll(async () => {
    stack = await Stack.start();
    await stack.run('controller', 'controller');
    await stack.run('worker', 'worker-1');
    // Within the repository, so that the client is found by its name.
    mkdirSync(path.join(ROOT, '.build'), { recursive: true });
    folder = mkdtempSync(path.join(ROOT, '.build', 'client-docs-'));
  }, LIMIT);
  afterAll(async () => {
    await stack?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, LIMIT);

  it.each([
    ['sh curl', 'example.sh', 'bash'], ['ts', 'example.mjs', process.execPath], ['python', 'example.py', PYTHON],
  ])('%s: a search is submitted, followed, and its winner saved', async (fence, file, program) => {
    rmSync(path.join(folder, 'winner.json'), { force: true });
    writeFileSync(path.join(folder, file), example(fence));
    const { stdout } = await promisify(execFile)(program, [file], { cwd: folder, env: { ...process.env, STRIDE_URL: stack.url } });
    const winner = JSON.parse(readFileSync(path.join(folder, 'winner.json'), 'utf8')) as Winner;
    expect(winner.provenance.spaceName).toBe('fashion-mnist');
    if (fence === 'ts') expect(stdout).toMatch(/1 completed, best reward 0\.\d+/);
    if (fence === 'python') expect(stdout).toMatch(/candidate \d: \d+\.\d%, \d+\.\d ms a training step/);
  }, LIMIT);
});
