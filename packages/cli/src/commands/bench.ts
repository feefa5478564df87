import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CAC } from 'cac';
import { StrideError } from '@stride/core';
import { nearest } from '../command-line/nearest.js';
import { UsageError } from '../usage-error.js';

/** Folders of benchmarks: no part of the product, so they are run and not imported. */
const FOLDERS: Readonly<Record<string, string>> = {
  engine: 'engine', blocks: 'blocks', search: 'search', real: 'real-search', progressive: 'progressive', dashboard: 'dashboard',
};

export const BENCHMARKS: readonly string[] = Object.keys(FOLDERS);

/** `stride bench engine [...]`: the same as `npm run bench:engine -- [...]`. */
export function registerBench(cli: CAC): void {
  cli
    .command('bench <name> [...args]', `Run a benchmark of the repository: ${BENCHMARKS.join(', ')}. What follows the name is for it`, { allowUnknownOptions: true })
    .example('  stride bench engine --json')
    .example('  stride bench search --help')
    .action((name: string) => bench(name, process.argv.slice(process.argv.indexOf(name) + 1)));
}

/**
 * @param args for the benchmark itself
 * @throws StrideError CONFIG_INVALID when there is no such benchmark, or none here
 */
export async function bench(name: string, args: readonly string[]): Promise<void> {
  const program = programOf(name);
  if (!existsSync(program)) throw new StrideError('CONFIG_INVALID', `${program} does not exist: benchmarks come with the repository alone.`);
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** @throws StrideError CONFIG_INVALID */
export function programOf(name: string): string {
  const folder = Object.hasOwn(FOLDERS, name) ? FOLDERS[name] : undefined;
  if (folder !== undefined) return fileURLToPath(new URL(`../../../../benchmarks/${folder}/run.mjs`, import.meta.url));
  const near = nearest(name, BENCHMARKS);
  throw new UsageError(`There is no benchmark ${JSON.stringify(name)}; ${near === null ? '' : `did you mean ${near}? `}there are ${BENCHMARKS.join(', ')}.`);
}
