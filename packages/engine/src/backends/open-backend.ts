import { StrideError } from '@stride/core';
import type { Backend, BackendProvider } from './backend.js';
import { tensorflowProvider } from './tensorflow/provider.js';
import { wasmProvider } from './wasm/wasm-backend.js';
import { webgpuProvider } from './webgpu/provider.js';

/** Best first. */
const PROVIDERS: readonly BackendProvider[] = [tensorflowProvider, webgpuProvider, wasmProvider];

export const BACKEND_NAMES: readonly string[] = PROVIDERS.map((provider) => provider.name);

export interface OpenOptions {
  readonly name?: string;
  /** Where STRIDE_BACKEND and the backends' own settings are read; default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Opens a compute backend: the one named in `options`, else the one named by the environment variable STRIDE_BACKEND,
 * else the best one that is there. One that was asked for by name is never replaced by another.
 * @throws StrideError BACKEND_UNAVAILABLE
 */
export function openBackend(options: OpenOptions = {}): Promise<Backend> {
  return openOneOf(PROVIDERS, options);
}

/** @param providers best first */
export async function openOneOf(providers: readonly BackendProvider[], { name, env = process.env }: OpenOptions): Promise<Backend> {
  const wanted = name ?? (env['STRIDE_BACKEND'] || undefined);
  if (wanted !== undefined) return named(providers, wanted).open({ env, byName: true });

  const reasons: string[] = [];
  for (const provider of providers) {
    try {
      return await provider.open({ env, byName: false });
    } catch (error) {
      if (!(error instanceof StrideError) || error.code !== 'BACKEND_UNAVAILABLE') throw error;
      reasons.push(`${provider.name}: ${error.message}`);
    }
  }
  throw new StrideError('BACKEND_UNAVAILABLE', `No compute backend can be opened. ${reasons.join(' ')}`);
}

function named(providers: readonly BackendProvider[], name: string): BackendProvider {
  const provider = providers.find((candidate) => candidate.name === name);
  if (provider === undefined) {
    const names = providers.map((candidate) => candidate.name).join(', ');
    throw new StrideError('BACKEND_UNAVAILABLE', `There is no backend "${name}" (STRIDE_BACKEND); available are: ${names}.`);
  }
  return provider;
}
