/** Direct access to tensors in WebAssembly memory, for the data movement that no TensorFlow.js op does quickly. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** An uninitialised float tensor that the enclosing tidy owns. */
export function allocate(backend: BackendWasm, shape: number[]): Tensor {
  const { dataId } = backend.makeOutput(shape, 'float32');
  return engine().makeTensorFromTensorInfo({ dataId, shape, dtype: 'float32' });
}

/**
 * The tensor's values in place. Allocating may grow the memory and detach every view, so take views after the last
 * allocation and do not keep them.
 */
export function view(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
