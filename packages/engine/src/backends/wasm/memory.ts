/** Running out of WebAssembly memory must be an error, not a tensor at address 0. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

export class WasmAllocationError extends Error {
  override readonly name = 'WasmAllocationError';
}

/** The part of Emscripten's module that is used here. */
interface WasmModule {
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPU8: Uint8Array;
}

function moduleOf(backend: BackendWasm): WasmModule {
  return backend.wasm as unknown as WasmModule;
}

/** `_malloc` answers 0 when memory cannot grow, and TensorFlow.js would go on and overwrite the start of the heap. */
export function guardAllocation(backend: BackendWasm): void {
  const module = moduleOf(backend);
  // Emscripten's stub puts the real function in its place at the first call, which would undo the guard.
  module._free(module._malloc(1));
  const malloc = module._malloc;
  module._malloc = (bytes) => {
    const address = malloc(bytes);
    if (address === 0 && bytes > 0) throw new WasmAllocationError(`cannot allocate ${bytes} bytes of WebAssembly memory`);
    return address;
  };
}

/** WebAssembly memory grows and never shrinks, so its size is the most that was ever needed. */
export function memorySize(backend: BackendWasm): number {
  return moduleOf(backend).HEAPU8.byteLength;
}

const OUT_OF_MEMORY = /\bOOM\b|out of memory|memory access out of bounds|array buffer allocation failed|cannot enlarge memory/i;

/** The backend's own ways of saying so: our guard, Emscripten's abort, and V8's refusal to grow or copy. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof WasmAllocationError) return true;
  if (!(error instanceof Error)) return false;
  return OUT_OF_MEMORY.test(error.message);
}
