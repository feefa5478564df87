import { StrideError } from '@stride/core';
import type { Backend, BackendProvider } from './backend.js';
import { wasmProvider } from './wasm/wasm-backend.js';

/** Best first. */
const PROVIDERS: readonly BackendProvider[] = [wasmProvider];

export const BACKEND_NAMES: readonly string[] = PROVIDERS.map((provider) => provider.name);

/**
 * Opens a compute backend: the one named in `options`, else the one named by the environment variable STRIDE_BACKEND,
 * else the best one that is there. One that was asked for by name is never replaced by another.
 * @throws StrideError BACKEND_UNAVAILABLE
 */
export async function openBackend(
  options: { name?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Backend> {
  const wanted = options.name ?? ((options.env ?? process.env)['STRIDE_BACKEND'] || undefined);
  if (wanted !== undefined) return named(wanted).open();

  const reasons: string[] = [];
  for (const provider of PROVIDERS) {
    try {
      return await provider.open();
    } catch (error) {
      if (!(error instanceof StrideError) || error.code !== 'BACKEND_UNAVAILABLE') throw error;
      reasons.push(`${provider.name}: ${error.message}`);
    }
  }
  throw new StrideError('BACKEND_UNAVAILABLE', `No compute backend can be opened. ${reasons.join(' ')}`);
}

function named(name: string): BackendProvider {
  const provider = PROVIDERS.find((candidate) => candidate.name === name);
  if (provider === undefined) {
    throw new StrideError('BACKEND_UNAVAILABLE',
      `There is no backend "${name}" (STRIDE_BACKEND); available are: ${BACKEND_NAMES.join(', ')}.`);
  }
  return provider;
}
