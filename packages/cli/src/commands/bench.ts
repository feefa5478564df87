import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StrideError } from '@stride/core';

/** Not a part of the product, so it is run and not imported. */
const PROGRAMS: Readonly<Record<string, string>> = {
  engine: fileURLToPath(new URL('../../../../benchmarks/engine/run.mjs', import.meta.url)),
  blocks: fileURLToPath(new URL('../../../../benchmarks/blocks/run.mjs', import.meta.url)),
  search: fileURLToPath(new URL('../../../../benchmarks/search/run.mjs', import.meta.url)),
  progressive: fileURLToPath(new URL('../../../../benchmarks/progressive/run.mjs', import.meta.url)),
};

/**
 * `stride bench engine [...]`: the same as `npm run bench:engine -- [...]`.
 * @param args for the benchmark itself
 * @throws StrideError CONFIG_INVALID when there is no such benchmark here
 */
export async function bench(name: string, args: readonly string[]): Promise<void> {
  const program = PROGRAMS[name];
  if (program === undefined) {
    throw new StrideError('CONFIG_INVALID', `There is no benchmark ${JSON.stringify(name)}; there is: ${Object.keys(PROGRAMS).join(', ')}.`);
  }
  if (!existsSync(program)) throw new StrideError('CONFIG_INVALID', `${program} does not exist: benchmarks come with the repository alone.`);
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
