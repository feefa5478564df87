/**
 * The `stride` command as built, against a small service: every command for people (piped) and for programs (--json), errors and exit codes.
 * `stride demo` searches for longer than that: launcher.test.ts has it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { QUICK_SEARCH, Stack } from '../support/stack.js';

const LIMIT = 120_000;
const CLI = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
const REQUEST = { ...QUICK_SEARCH, name: 'small', budget: { candidates: 2 } };

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Result>;
}

let stack: Stack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stride-cli-'));
  chmodSync(folder, 0o755);
  stack = await Stack.start();
  await stack.run('controller', 'controller');
}, LIMIT);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}, LIMIT);

/** CI=true makes libraries color what is piped: nothing of it is to be seen. */
function start(args: readonly string[], { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {}): Run {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder, stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', CI: 'true', STRIDE_URL: stack.url, STRIDE_HOME: path.join(folder, 'home'), DATABASE_URL: '', REDIS_URL: '', ...env },
  });
  const result = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => { result.out += text.toString(); });
  child.stderr.on('data', (text: Buffer) => { result.err += text.toString(); });
  child.stdin.end(input);
  return { child, ended: new Promise((resolve) => { child.once('close', (code) => resolve({ code, ...result })); }) };
}

const stride = (...args: string[]) => start(args).ended;

/** What a command that works prints for people: plain, and aligned without trailing space. */
async function text(...args: string[]): Promise<string> {
  const { code, out, err } = await stride(...args);
  if (code !== 0) throw new Error(`stride ${args.join(' ')} ended with ${code}: ${err}`);
  expect(out).not.toContain('\u001B');
  expect(out.split('\n').every((line) => line === line.trimEnd())).toBe(true);
  return out;
}

/** The one document that a command prints with --json. */
async function json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const { code, out, err } = await stride(...args, '--json');
  if (code !== 0) throw new Error(`stride ${args.join(' ')} ended with ${code}: ${err}`);
  expect(out.trimEnd()).not.toContain('\n');
  return JSON.parse(out) as T;
}

/** The documents that a command prints with --json, one a line. */
const linesOf = (out: string) => out.trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string; data: { status: string; number: number }; message: string });

describe('without a service', () => {
  it('tells of search spaces', async () => {
    expect(await text('space', 'describe', 'fashion-mnist')).toMatch(/size +8,704 architectures[\s\S]*stage 1 +op +mbconv, fused_mbconv/);
    const described = await json<{ size: string; decisions: number; reference: { params: number } }>('space', 'describe', 'efficientnetv2');
    expect(described.size).toMatch(/^\d{10,}$/);
    const broken = path.join(folder, 'broken.json');
    writeFileSync(broken, '{"name":"x"}');
    writeFileSync(path.join(folder, 'space.json'), readFileSync(fileURLToPath(new URL('../../search-spaces/fashion-mnist.json', import.meta.url))));
    expect(await text('space', 'validate', 'space.json')).toBe('space.json is a valid search space, fashion-mnist: 8,704 architectures.\n');
    expect(await json('space', 'validate', 'space.json')).toEqual({ valid: true, name: 'fashion-mnist', size: '8704', issues: [] });
    const refused = await stride('space', 'validate', broken, '--json');
    expect(refused).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(refused.out)).toMatchObject({ valid: false, code: 'SEARCH_SPACE_INVALID' });
    expect((await stride('space', 'validate', broken)).out).toMatch(/is no valid search space:\n {2}\/\S+: /);
  }, LIMIT);

  it('tells what networks cost', async () => {
    expect(await text('arch', 'list')).toMatch(/^efficientnetv2-s +384x384x3 +21,458,488 /m);
    expect((await json<{ items: unknown[] }>('arch', 'list')).items.length).toBeGreaterThan(3);
    expect(await text('arch', 'describe', 'efficientnetv2-b0')).toMatch(/^total +7,139,704 /m);
    expect(await json('arch', 'describe', 'efficientnetv2-b0')).toMatchObject({ params: { trainable: 7_139_704 } });
    expect(await text('arch', 'scale', 'efficientnetv2-b0', '--width', '1.1', '--out', 'wider.json')).toContain('width x1.1');
    expect(await json('arch', 'scale', 'wider.json', '--depth', '1.2')).toMatchObject({ coefficients: { depth: 1.2 } });
    expect(await text('arch', 'family', 'wider.json')).toMatch(/^L /m);
    expect((await json<{ members: unknown[] }>('arch', 'family', 'wider.json')).members).toHaveLength(3);
  }, LIMIT);

  it('exports what is at hand', async () => {
    expect(await text('export', 'efficientnetv2-b0', '--format', 'timm')).toMatch(/^Written to exported\S+/);
    const { files } = await json<{ files: string[] }>('export', 'efficientnetv2-b0', '--format', 'json');
    expect(existsSync(path.join(folder, files[0] ?? ''))).toBe(true);
  }, LIMIT);

  it.runIf(process.platform === 'linux' && process.arch === 'x64')('packs a worker, which bundle.test.ts unpacks', async () => {
    expect(await json('bundle', '--out', 'worker.tar')).toMatchObject({ file: path.join(folder, 'worker.tar'), bytes: statSync(path.join(folder, 'worker.tar')).size, datasets: false });
  }, LIMIT);

  it('completes command lines, runs benchmarks, and knows its version', async () => {
    expect(await text('completion', 'bash')).toContain('complete -o default -F _stride stride');
    expect(await text('bench', 'engine', '--help')).toMatch(/--json/);
    const version = await text('--version');
    expect(version).toMatch(/^stride\/\d/);
    // Nothing starts.
    expect(await Promise.all([['demo'], ['up'], ['search', 'list']].map((command) => text(...command, '--version')))).toEqual([version, version, version]);
    for (const help of await Promise.all([['demo'], ['up'], ['doctor'], ['search', 'watch']].map((command) => text(...command, '--help')))) expect(help).toMatch(/Examples:\n {2}.*stride/);
    expect(await text('search', '--help')).toMatch(/search submit .*\n {2}search list/);
  }, LIMIT);
});

it('serves, and says where as JSON', async () => {
  const home = path.join(folder, 'served');
  const env = { STRIDE_URL: '', STRIDE_HOME: home, STRIDE_PORT: String(await freePort()), STRIDE_WORKERS: '0' };
  const { child, ended } = start(['up', '--json'], { env });
  const ready = await new Promise<{ url: string; pid: number }>((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()) as { url: string; pid: number }));
    void ended.then(({ err }) => reject(new Error(err)));
  });
  expect(ready).toMatchObject({ url: `http://127.0.0.1:${env.STRIDE_PORT}`, pid: child.pid });
  const healthy = await start(['doctor', '--json'], { env }).ended;
  expect(JSON.parse(healthy.out)).toMatchObject({ ok: true, checks: expect.arrayContaining([
    expect.objectContaining({ name: 'database', status: 'ok', finding: expect.stringContaining('running (process') as string }),
    expect.objectContaining({ name: 'api', status: 'warning', advice: expect.stringContaining('Without a worker') as string }),
  ]) as unknown[] });
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0 });
}, LIMIT);

describe('a search that no worker takes', () => {
  let id: string;

  it('is planned, and submitted from standard input as the page writes it', async () => {
    const input = JSON.stringify(REQUEST);
    const plan = await start(['search', 'submit', '--file', '-', '--dry-run', '--candidates', '5', '--w', '-0.2'], { input }).ended;
    expect(plan).toMatchObject({ code: 0, out: expect.stringMatching(/Nothing was submitted[\s\S]*budget +5 candidates[\s\S]*w −0\.2/) as string });
    expect(await text('search', 'list')).toBe('There is no search yet; stride search submit makes one.\n');
    expect(await json('search', 'submit', '--space', 'space.json', '--dry-run')).toMatchObject({ spaceName: 'fashion-mnist', spaceSize: '8704' });
    const submitted = await start(['search', 'submit', '--file', '-', '--json'], { input }).ended;
    expect(submitted).toMatchObject({ code: 0 });
    ({ id } = JSON.parse(submitted.out) as { id: string });
    expect(await stack.search(id)).toMatchObject({ name: 'small', seed: 7, budget: { candidates: 2 } });
  }, LIMIT);

  it('is paused, resumed, extended and cancelled, by its id, a part of it, or as the last', async () => {
    await stack.until(async () => (await stack.search(id)).status === 'running');
    expect(await text('search', 'pause', id)).toContain(`(${id}) is paused: 0 of 2 candidates finished`);
    expect(await json('search', 'resume', id.slice(0, 13))).toMatchObject({ id, status: 'running' });
    expect(await json('search', 'extend', 'last', '--candidates', '3')).toMatchObject({ id, budget: { candidates: 5 } });
    const watched = [start(['search', 'watch', id]), start(['search', 'watch', id, '--json'])];
    const interrupted = start(['search', 'watch', id]);
    await new Promise((resolve) => { interrupted.child.stdout?.once('data', resolve); });
    interrupted.child.kill('SIGINT');
    expect(await interrupted.ended).toMatchObject({ code: 130, err: expect.stringContaining(`The search goes on; stride search watch ${id}`) as string });
    expect(await text('search', 'cancel', 'last')).toContain('is cancelled');
    const [lines, documents] = [await watched[0]?.ended, await watched[1]?.ended];
    expect(lines).toMatchObject({ code: 5, out: expect.stringMatching(/small: (running|cancelled)/) as string });
    expect(documents).toMatchObject({ code: 5 });
    expect(linesOf(documents?.out ?? '').at(-1)).toMatchObject({ type: 'search.updated', data: { status: 'cancelled' } });
    expect(await stride('search', 'resume', 'last')).toMatchObject({ code: 1, err: expect.stringMatching(/^stride: .*cancelled.*\n$/) as string });
  }, LIMIT);
});

describe('a search that is trained', () => {
  beforeAll(async () => { await stack.run('worker', 'worker'); }, LIMIT);

  it('is watched, and its log followed, until it has completed', async () => {
    writeFileSync(path.join(folder, 'request.json'), JSON.stringify(REQUEST));
    expect(await text('search', 'submit', '--file', 'request.json', '--name', 'trained')).toMatch(/^Submitted trained, 2 candidates: \S+\nWatch it by stride search watch /);
    const runs = [['search', 'watch', 'last'], ['search', 'watch', 'last', '--json'], ['search', 'logs', 'last', '--follow'], ['search', 'logs', 'last', '--follow', '--json']].map((args) => start(args));
    const [lines, documents, log, entries] = await Promise.all(runs.map(({ ended }) => ended));
    for (const result of [lines, documents, log, entries]) expect(result).toMatchObject({ code: 0, err: '' });
    expect(lines?.out).toMatch(/^trained: running, 0 of 2 [\s\S]*^#1 \(\d\/2\): completed, reward 0\.\d+, accuracy \d+\.\d\d %, step [\d.]+ ms, [\d,]+ parameters$/m);
    expect(lines?.out.trimEnd().split('\n').at(-1)).toMatch(/^trained: completed .*; best #\d: reward/);
    const events = linesOf(documents?.out ?? '');
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['search.updated', 'candidate.updated']));
    expect(events.at(-1)).toMatchObject({ type: 'search.updated', data: { status: 'completed', counts: { completed: 2 } } });
    expect(log?.out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}info {5}.*Submitted: 2 candidates/);
    expect(linesOf(entries?.out ?? '').map(({ message }) => message)).toEqual(log?.out.trimEnd().split('\n').map((line) => line.slice(38)));
    expect(log?.out).toContain('The search has completed');
  }, LIMIT);

  it('is listed and shown, with its log and the workers', async () => {
    const list = await text('search', 'list');
    expect(list).toMatch(/^id +name +status +candidates[\s\S]*^\S{36} {2}trained +completed +2\/2 /m);
    expect(await json('search', 'list', '--query', 'trained', '--status', 'completed')).toMatchObject({ total: 1, items: [{ name: 'trained' }] });
    expect(await text('search', 'list', '--status', 'paused')).toBe('No search is like that.\n');
    expect(await text('search', 'show', 'last')).toMatch(/^trained\n {2}id [\s\S]*progress +2 of 2 candidates finished: 2 completed[\s\S]*^#\d [\s\S]*^reference /m);
    expect(await json('search', 'show', 'last', '--top', '1')).toMatchObject({ name: 'trained', top: [{ role: 'candidate' }], spaceSize: '8704' });
    expect(await text('search', 'logs', 'last', '--limit', '1')).toMatch(/^\d{4}-\S+ \S+ {2}info .*\n$/);
    expect(await json('search', 'logs', 'last', '--level', 'error')).toEqual({ items: [], more: false });
    expect(await text('workers')).toMatch(/^worker +state .*\nworker +\S+ .* wasm /);
    expect(await json('workers')).toMatchObject({ items: [{ id: 'worker', alive: true, activity: { busyShare: expect.any(Number) as number } }] });
    expect(await text('doctor')).toMatch(/✓ ok +api +answers at http[\s\S]*(All is well|Stride can run)\.\n$/);
  }, LIMIT);

  it('is taken away, scored anew, and simulated', async () => {
    expect(await text('search', 'export', 'last', '--format', 'json', '--out', 'winner.json')).toBe('Written to winner.json.\n');
    expect(JSON.parse(readFileSync(path.join(folder, 'winner.json'), 'utf8'))).toMatchObject({ provenance: { dataset: 'synthetic' } });
    expect(await json('search', 'export', 'last', '--format', 'timm', '--candidate', '1')).toMatchObject({ format: 'timm' });
    expect(await json('export', '--search', 'last', '--format', 'json')).toMatchObject({ format: 'json' });
    expect(await text('rescore', 'last', '--w', '-0.5')).toMatch(/^reward exponents w −0\.5[\s\S]*Candidate #\d/);
    expect(await json('rescore', 'last', '--v', '0')).toMatchObject({ measured: 2, objective: { v: 0 } });
    const [, table = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(fileURLToPath(new URL('../../docs/tables.md', import.meta.url)), 'utf8')) ?? [];
    writeFileSync(path.join(folder, 'table.json'), table);
    expect(await text('simulate', '--table', 'table.json', '--candidates', '5', '--seeds', '1')).toMatch(/^simulated\ttrue\n/);
    expect(await json('simulate', '--table', 'table.json', '--candidates', '5', '--seeds', '1')).toMatchObject({ simulated: true, candidates: 5 });
  }, LIMIT);

  it('trains a file here, and a candidate on the workers', async () => {
    const local = ['train', 'winner.json', '--epochs', '0.1', '--batch-size', '16'];
    const remote = ['train', '--search', 'last', '--epochs', '0.1', '--batch-size', '16'];
    expect(await json(...local, '--out', 'one')).toMatchObject({ test: { images: 500 } });
    expect(await text(...local, '--out', 'two')).toMatch(/Test accuracy \d+\.\d\d % on 500 images[\s\S]*Written to \S+two/);
    expect(await json(...remote)).toMatchObject({ items: [{ status: 'completed' }] });
    // Asked for again, the same training is found again.
    expect(await text(...remote)).toMatch(/test accuracy .*\n#\d +\d+\.\d\d % /);
    expect(await json('export', 'one', '--format', 'json')).toMatchObject({ format: 'json' });
  }, LIMIT);

  it('ends watching with a code of its own when it fails', async () => {
    // Networks that need more memory are turned away before they are trained.
    const request = { ...REQUEST, name: 'cramped', proxyTask: { ...REQUEST.proxyTask, memoryBudgetBytes: 100_000 }, budget: { candidates: 1 } };
    const failed = await start(['search', 'submit', '--file', '-', '--watch'], { input: JSON.stringify(request) }).ended;
    expect(failed).toMatchObject({ code: 4, out: expect.stringMatching(/^cramped: failed \(/m) as string, err: expect.stringContaining('on the page http') as string });
  }, LIMIT);
});

describe('what cannot be done is said in one line', () => {
  it.each<[string[], number, RegExp]>([
    [['serach'], 2, /^stride: There is no command serach; did you mean search\?\n$/],
    [['frobnicate'], 2, /There is no command frobnicate; stride --help lists all\.\n$/],
    [['search', 'wach'], 2, /There is no stride search wach; did you mean watch\?\n$/],
    [['search', 'list', '--jsno'], 2, /stride search list has no flag --jsno; did you mean --json\?\n$/],
    [['search', 'show'], 2, /^stride: Missing required args for command search show <id\|last>; stride search show --help shows what it takes\.\n$/],
    [['search', 'submit'], 2, /Say what to search in: --space fashion-mnist/],
    [['search', 'submit', '--space', 'nowhere.json'], 1, /There is no file nowhere\.json\.\n$/],
    [['search', 'submit', '--space', 'fashion-mnits'], 1, /no search space is named "fashion-mnits"/],
    [['search', 'list', '--limit', 'all'], 2, /--limit is "all"; it takes a whole number\.\n$/],
    [['search', 'show', '00000000'], 1, /No search has an id that begins with 00000000; stride search list shows them\.\n$/],
    [['workers', '--url', 'http://127.0.0.1:9'], 3, /^stride: Stride does not answer at http:\/\/127\.0\.0\.1:9\. .*Start it by stride up, or say where it is by --url or STRIDE_URL\.\n$/],
    [['workers', '--url', 'here'], 2, /--url is "here"; it takes an address such as http/],
    [['space', 'describe', 'fashion-mnits'], 1, /did you mean fashion-mnist\?/],
    [['bench', 'engin'], 2, /There is no benchmark "engin"; did you mean engine\?/],
    [['completion', 'csh'], 2, /There is no completion for csh/],
    [['demo', '--candidates', 'many'], 2, /--candidates is "many"/],
    [['bundle', '--outt', 'x'], 2, /did you mean --out\?/],
  ])('%j', async (args, code, message) => {
    const result = await stride(...args);
    expect(result).toMatchObject({ code, out: '', err: expect.stringMatching(message) as string });
    expect(result.err.trimEnd()).not.toContain('\n');
  }, LIMIT);

  it('and nothing at all is answered with help', async () => {
    expect(await stride()).toMatchObject({ code: 2, out: expect.stringContaining('Commands:') as string });
    expect(await stride('search')).toMatchObject({ code: 2, out: expect.stringContaining('search submit') as string });
  }, LIMIT);
});
