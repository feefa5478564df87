import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Built from assembly/; beside this file once compiled, in the neighboring folder when run from source. */
const BINARY = fileURLToPath(new URL('../dist/kernels.wasm', import.meta.url));

type Fn = (...args: number[]) => void;

/** What assembly/index.ts exports; parameters are documented there. Addresses in bytes, strides in elements. */
export interface SimdModule {
  readonly convolve: Fn;
  readonly copyWindow: Fn;
  readonly depthwise: Fn;
  readonly depthwiseFilterGradient: Fn;
  readonly filterGradient: Fn;
  readonly packPanels: Fn;
}

/** What is used of the engine's API, which the types of Node 20 leave out. */
interface WebAssemblyApi {
  readonly Memory: new (descriptor: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => WasmCode;
  readonly Instance: new (code: WasmCode, imports: { env: { memory: WasmMemory } }) => { readonly exports: unknown };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** Compiled code; opaque. */
type WasmCode = object;

const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };

/** The part of TensorFlow.js's Emscripten module that is used here. */
export interface HostModule {
  readonly asm: { readonly memory: WasmMemory };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

export function hostOf(backend: BackendWasm): HostModule {
  return backend.wasm as unknown as HostModule;
}

let compiled: WasmCode | undefined;
const instances = new WeakMap<BackendWasm, SimdModule>();

/**
 * The kernels on this backend's memory. They keep working when it grows: a module sees its memory, not a view of it.
 * @throws Error when the binary is not built or the backend exposes no memory
 */
export function simdModuleOf(backend: BackendWasm): SimdModule {
  const existing = instances.get(backend);
  if (existing !== undefined) return existing;
  const memory = hostOf(backend).asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new Error('This version of @tensorflow/tfjs-backend-wasm does not show its memory as wasm.asm.memory.');
  }
  compiled ??= compile();
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  const exports = instance.exports as SimdModule;
  instances.set(backend, exports);
  return exports;
}

function compile(): WasmCode {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing; npm run build makes it.`);
  return new WebAssembly.Module(readFileSync(BINARY));
}
