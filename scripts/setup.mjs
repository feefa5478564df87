// Installs and builds what is missing or out of date. Everything it has to say goes to stderr, so that a command's own
// stdout stays clean.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMPS = path.join(ROOT, '.build');
const MINIMUM_NODE = [20, 19];

export async function setUp() {
  checkNode();
  await install();
  await build();
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  fail(`Stride needs Node.js ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

async function install() {
  const stamp = hashOf(['package.json', 'package-lock.json']);
  // Kept inside node_modules: whoever deletes that folder deletes the stamp with it.
  const file = path.join(ROOT, 'node_modules', '.stride-installed');
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  await step('Installing dependencies (once, about a minute)', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-json', '--loglevel=error'], {
    // Prisma's CLI would download an engine that nothing here uses; any existing file keeps it from trying.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  });
  writeFileSync(file, stamp);
}

async function build() {
  const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);
  await once('prisma', ['prisma/schema.prisma', 'scripts/generate-prisma.mjs', 'package-lock.json'], 'packages/storage/src/generated/client.ts', () =>
    step('Generating the database client', process.execPath, ['scripts/generate-prisma.mjs']));
  const kernels = 'packages/wasm-kernels/dist/kernels-relaxed.wasm';
  await once('kernels', ['packages/wasm-kernels/assembly', 'packages/wasm-kernels/asconfig.json', 'package-lock.json'], kernels, async () => {
    for (const target of ['simd', 'relaxed-simd']) {
      await step(`Compiling the kernels (${target})`, bin('asc'), ['--config', 'packages/wasm-kernels/asconfig.json', '--target', target]);
    }
  });
  const sources = ['packages', 'services', 'types', 'tsconfig.base.json', 'tsconfig.json', 'package-lock.json', 'prisma/schema.prisma'];
  await once('typescript', sources, 'packages/cli/dist/main.js', () => step('Compiling', bin('tsc'), ['-b']));
  await once('dashboard', ['services/dashboard', 'packages/client/src', 'packages/contracts/src', 'packages/core/src', 'package-lock.json'], 'services/dashboard/dist/index.html', () =>
    step('Building the dashboard', bin('vite'), ['build', 'services/dashboard', '--logLevel', 'error']));
}

/** Runs `work` unless its result is there and made from the same sources. */
async function once(name, sources, result, work) {
  const stamp = hashOf(sources);
  const file = path.join(STAMPS, name);
  if (existsSync(path.join(ROOT, result)) && existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  await work();
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(file, stamp);
}

function hashOf(entries) {
  const hash = createHash('sha256').update(process.version);
  for (const file of entries.flatMap((entry) => filesOf(path.join(ROOT, entry)))) {
    hash.update(path.relative(ROOT, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesOf(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry).sort()
    .filter((name) => !['node_modules', 'dist', 'generated'].includes(name))
    .flatMap((name) => filesOf(path.join(entry, name)));
}

/** One line for a step, its duration when done, its output only when it fails. */
export async function step(title, command, args, env = {}) {
  const started = Date.now();
  const tty = process.stderr.isTTY;
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  process.stderr.write(tty ? `${title} …` : `${title} …\n`);
  const ticker = tty ? setInterval(() => process.stderr.write(`\r${title} … ${seconds()}`), 1000) : undefined;
  const { code, output } = await run(command, args, env);
  clearInterval(ticker);
  if (code === 0) return void process.stderr.write(tty ? `\r${title} … done in ${seconds()}\n` : '');
  process.stderr.write(`\n${output}\n`);
  fail(`${title} failed (exit code ${code}): ${path.basename(command)} ${args.join(' ')}`);
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    endWith(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { output += text; });
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/** While the child runs, it gets this process's signals, and ends it by ending. */
export function endWith(child) {
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  child.on('close', () => signals.forEach((signal) => process.off(signal, forward)));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
