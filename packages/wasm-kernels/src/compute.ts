import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { hostOf, simdModuleOf, type SimdModule } from './module.js';

/** What a kernel works with while it runs. */
export interface Workspace {
  readonly simd: SimdModule;
  /** Address of a tensor's values. */
  address(tensor: TensorInfo): number;
  /** Address of uninitialized room for so many floats, given back when the kernel returns. */
  scratch(floats: number): number;
  /** The values at an address; a later `scratch` may detach the view. */
  floats(address: number, count: number): Float32Array;
}

const BYTES = 4;

/** Makes a float32 tensor of `shape` and lets `work` fill it, from its address on. */
export function compute(backend: BackendWasm, shape: number[], work: (out: number, workspace: Workspace) => void): TensorInfo {
  return computeAll(backend, [shape], ([out], workspace) => work(out as number, workspace))[0] as TensorInfo;
}

/** The same for several tensors. */
export function computeAll(
  backend: BackendWasm, shapes: readonly number[][], work: (outs: readonly number[], workspace: Workspace) => void,
): TensorInfo[] {
  const host = hostOf(backend);
  const blocks: number[] = [];
  const address = (tensor: TensorInfo) => backend.dataIdMap.get(tensor.dataId).memoryOffset;
  const scratch = (floats: number) => {
    const block = host._malloc(floats * BYTES) >>> 0;
    if (block === 0) throw new Error(`out of memory: no ${floats * BYTES} bytes of WebAssembly memory are left`);
    blocks.push(block);
    return block;
  };
  const floats = (start: number, count: number) => new Float32Array(host.asm.memory.buffer, start, count);
  const outputs: TensorInfo[] = [];
  try {
    for (const shape of shapes) outputs.push(backend.makeOutput(shape, 'float32'));
    work(outputs.map(address), { simd: simdModuleOf(backend), address, scratch, floats });
    return outputs;
  } catch (error) {
    for (const { dataId } of outputs) backend.disposeData(dataId);
    throw error;
  } finally {
    for (const block of blocks) host._free(block);
  }
}

/** `floats` after `address`. */
export function at(address: number, floats: number): number {
  return address + floats * BYTES;
}

export function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}
