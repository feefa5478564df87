// Every test of the repository: `npm test [-- FILTER ...]`. Installs what is missing first, real servers and a real
// browser included; what cannot be had fails the run with one clear line, it is never skipped.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endWith, ROOT, setUp, step } from './setup.mjs';

const PROGRAMS = [
  { program: 'redis-server', packageName: 'redis-server', why: 'the queue is tested on a real Redis' },
  { program: 'chromium', packageName: 'chromium', why: 'the dashboard is tested in a real browser' },
];

/** Vulkan in software, which vitest.config.ts looks for in the same place; elsewhere a real GPU has to do. */
const VULKAN = { file: '/usr/lib/chromium/vk_swiftshader_icd.json', packageName: 'chromium-common', why: 'the webgpu backend is tested on SwiftShader' };

/** In Debian's own Python, whatever else may come first on the path. */
const PYTORCH = { packageName: 'python3-torch', why: 'exported networks are run in PyTorch' };

const REQUESTS = { packageName: 'python3-requests', why: 'the Python example of docs/client.md is run' };

/** Where vitest leaves the figures that CI prints. */
const RESULTS = path.join(ROOT, '.build', 'test-results.json');

await setUp();
for (const { program, ...about } of PROGRAMS) await provide(program, () => onPath(program), about);
if (process.platform === 'linux' && !process.env.VK_DRIVER_FILES) await provide(VULKAN.file, () => existsSync(VULKAN.file), VULKAN);
await provide('PyTorch', () => hasPython('torch'), PYTORCH);
await provide('requests', () => hasPython('requests'), REQUESTS);
const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);
await step('Checking types', bin('tsc'), ['-p', 'tsconfig.test.json']);
await step('Checking the dashboard\'s types', bin('tsc'), ['-p', 'services/dashboard']);
process.exit(await vitest(process.argv.slice(2)));

async function provide(name, isThere, { packageName, why }) {
  if (isThere()) return;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await step('Reading the list of Debian packages', 'apt-get', ['update', '-qq'], env);
    await step(`Installing ${packageName}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], env);
    if (isThere()) return;
  }
  process.stderr.write(`${name} is not there and ${why}: install it (Debian and Ubuntu: apt-get install ${packageName}), then run npm test again.\n`);
  process.exit(1);
}

function hasPython(module) {
  return ['/usr/bin/python3', 'python3'].some((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
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
