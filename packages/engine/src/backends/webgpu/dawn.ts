/** Dawn, the WebGPU implementation of the npm package `webgpu`, and the adapter of it that is trained on. */
import { createRequire } from 'node:module';
import { StrideError } from '@stride/core';

/** A global that browsers and Node 21 have; TensorFlow.js looks for WebGPU there and nowhere else. */
const scope = globalThis as { navigator?: object };

/** One for the life of the process: Dawn crashes when it is collected as garbage while a callback of its own is due. */
let started: Promise<GPU> | undefined;

/**
 * Starts Dawn and publishes it as a browser would. It must be there before TensorFlow.js's backend is imported.
 * @throws StrideError BACKEND_UNAVAILABLE
 */
export function startDawn(): Promise<GPU> {
  return (started ??= start());
}

async function start(): Promise<GPU> {
  const { create, globals } = await load();
  Object.assign(globalThis, globals);
  const gpu = create([]);
  scope.navigator ??= {};
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu });
  return gpu;
}

async function load(): Promise<typeof import('webgpu')> {
  try {
    return await import('webgpu');
  } catch (cause) {
    throw new StrideError('BACKEND_UNAVAILABLE',
      `The npm package webgpu does not load on ${process.platform} ${process.arch}: ${(cause as Error).message}`, { cause });
  }
}

export function dawnVersion(): string {
  return (createRequire(import.meta.url)('webgpu/package.json') as { version: string }).version;
}

/**
 * The fastest adapter.
 * @param allowSoftware accepts one that computes on the CPU, which is for tests of correctness
 * @throws StrideError BACKEND_UNAVAILABLE
 */
export async function requestAdapter(gpu: GPU, allowSoftware: boolean): Promise<GPUAdapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    const needs = process.platform === 'linux' ? ' On Linux it needs the Vulkan loader (libvulkan.so.1) and the GPU\'s Vulkan driver.' : '';
    throw new StrideError('BACKEND_UNAVAILABLE', `WebGPU finds no adapter.${needs}`);
  }
  if (isSoftware(adapter.info) && !allowSoftware) {
    throw new StrideError('BACKEND_UNAVAILABLE',
      `WebGPU finds only a software adapter, "${describe(adapter.info)}", which is slower than the wasm backend. `
      + 'To use it all the same, for a test, set STRIDE_BACKEND=webgpu and STRIDE_WEBGPU_SOFTWARE=1.');
  }
  return adapter;
}

type Info = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & { readonly isFallbackAdapter?: boolean };

/** Mesa's software driver does not call itself a fallback. */
export function isSoftware(info: Info): boolean {
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(describe(info));
}

function describe({ vendor, architecture, device, description }: Info): string {
  return [vendor, architecture, device, description].filter((part) => part !== '').join(', ');
}
