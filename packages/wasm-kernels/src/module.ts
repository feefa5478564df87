import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * The binaries, built from assembly/: beside this file once compiled, in the neighboring folder when run from source.
 * Relaxed SIMD multiplies and adds in one instruction, which makes convolutions a third faster.
 */
const BINARIES = {
  'relaxed-simd': new URL('../dist/kernels-relaxed.wasm', import.meta.url),
  simd: new URL('../dist/kernels.wasm', import.meta.url),
} as const;

export type SimdVariant = keyof typeof BINARIES;

type Fn = (...args: number[]) => void;
type Sum = (...args: number[]) => number;

/** What assembly/index.ts exports; parameters are documented there. Addresses in bytes, strides in elements. */
export interface SimdModule {
  readonly adamw: Sum;
  readonly addRow: Fn;
  readonly batchNormApply: Fn;
  readonly batchNormFactors: Fn;
  readonly batchNormGradientFactors: Fn;
  readonly batchNormInputGradient: Fn;
  readonly batchNormSums: Fn;
  readonly convolve: Fn;
  readonly copyWindow: Fn;
  readonly depthwise: Fn;
  readonly depthwiseFilterGradient: Fn;
  readonly filterGradient: Fn;
  readonly imageMeans: Fn;
  readonly imageProducts: Fn;
  readonly imageScale: Fn;
  readonly imageSpread: Fn;
  readonly moments: Fn;
  readonly packPanels: Fn;
  readonly rmsprop: Sum;
  readonly sgd: Sum;
  readonly sigmoidGradient: Fn;
  readonly sigmoids: Fn;
  readonly silu: Fn;
  readonly siluGradient: Fn;
  readonly sumRows: Fn;
  readonly transformFilter: Fn;
  readonly winograd: Fn;
  readonly winogradFilterGradient: Fn;
}

/** What is used of the engine's API, which the types of Node 20 leave out. */
interface WebAssemblyApi {
  readonly Memory: new (descriptor: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => WasmCode;
  validate(bytes: Uint8Array): boolean;
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

const compiled = new Map<SimdVariant, WasmCode>();
const instances = new WeakMap<BackendWasm, SimdModule>();

/** The fastest variant that this Node.js runs. */
export function bestVariant(): SimdVariant {
  const relaxed = read('relaxed-simd');
  if (WebAssembly.validate(relaxed)) return 'relaxed-simd';
  // Node 20 has it complete, but off.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(relaxed) ? 'relaxed-simd' : 'simd';
}

/**
 * Puts the kernels on this backend's memory. They keep working when it grows: a module sees its memory, not a view of it.
 * @throws Error when the binary is not built or the backend exposes no memory
 */
export function loadSimdModule(backend: BackendWasm, variant: SimdVariant): void {
  const memory = hostOf(backend).asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new Error('This version of @tensorflow/tfjs-backend-wasm does not show its memory as wasm.asm.memory.');
  }
  const code = compiled.get(variant) ?? new WebAssembly.Module(read(variant));
  compiled.set(variant, code);
  instances.set(backend, new WebAssembly.Instance(code, { env: { memory } }).exports as SimdModule);
}

export function simdModuleOf(backend: BackendWasm): SimdModule {
  const simd = instances.get(backend);
  if (simd === undefined) throw new Error('The SIMD kernels were not loaded into this wasm backend.');
  return simd;
}

function read(variant: SimdVariant): Uint8Array {
  const file = fileURLToPath(BINARIES[variant]);
  if (!existsSync(file)) throw new Error(`${file} is missing; npm run build makes it.`);
  return readFileSync(file);
}
