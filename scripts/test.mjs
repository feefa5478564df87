// Every test of the repository: `npm test [-- FILTER ...]`. Installs what is missing first, real servers and a real
// browser included; what cannot be had fails the run with one clear line, it is never skipped.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endWith, ROOT, setUp, step } from './setup.mjs';

const PROGRAMS = [
  { program: 'redis-server', packageName: 'redis-server', why: 'the queue is tested on a real Redis' },
  { program: 'chromium', packageName: 'chromium', why: 'the dashboard is tested in a real browser' },
];

/** Where vitest leaves the figures that CI prints. */
const RESULTS = path.join(ROOT, '.build', 'test-results.json');

await setUp();
for (const program of PROGRAMS) await provide(program);
const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);
await step('Checking types', bin('tsc'), ['-p', 'tsconfig.test.json']);
await step('Checking the dashboard\'s types', bin('tsc'), ['-p', 'services/dashboard']);
process.exit(await vitest(process.argv.slice(2)));

async function provide({ program, packageName, why }) {
  if (onPath(program)) return;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await step('Reading the list of Debian packages', 'apt-get', ['update', '-qq'], env);
    await step(`Installing ${packageName}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], env);
    if (onPath(program)) return;
  }
  process.stderr.write(`${program} is not on the PATH and ${why}: install it (Debian and Ubuntu: apt-get install ${packageName}), then run npm test again.\n`);
  process.exit(1);
}

function onPath(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function vitest(args) {
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  rmSync(RESULTS, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters, ...args], { cwd: ROOT, stdio: 'inherit' });
  endWith(child);
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}
