/** TensorFlow.js on WebAssembly, one thread, SIMD: always there, and with our SIMD kernels it trains. */
import { StrideError, type Device } from '@stride/core';
import { registerSimdKernels, type SimdVariant } from '@stride/wasm-kernels';
import { setThreadsCount, version_wasm as version, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend, BackendProvider } from '../backend.js';
import { hostCpu } from '../host-cpu.js';
import { guardAllocation, isOutOfMemory, memorySize } from './memory.js';
import { registerKernels } from './kernels/index.js';

const NAME = 'wasm';
/** One thread a worker: a host runs one worker per core, and two threads did not make such small nets faster. */
const THREADS = 1;
/** What 32-bit addresses reach. */
const MEMORY_LIMIT_BYTES = 2 ** 32;

/** Importing the package registered it; kept because disposing removes the registration. */
const factory = tf.findBackendFactory(NAME);

export const wasmProvider: BackendProvider = { name: NAME, open };

async function open(): Promise<Backend> {
  const flags = tf.env();
  if (!(await flags.getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new StrideError('BACKEND_UNAVAILABLE',
      `Node ${process.version} runs no WebAssembly SIMD here; use Node 20.19 or later on x64 or arm64.`);
  }
  // Without this the threaded binary is loaded even for one thread, and starts worker threads.
  flags.set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(THREADS);
  if (tf.findBackendFactory(NAME) === null && factory !== null) tf.registerBackend(NAME, factory);
  if (!(await tf.setBackend(NAME)) || tf.getBackend() !== NAME) {
    throw new StrideError('BACKEND_UNAVAILABLE', 'The WebAssembly backend of TensorFlow.js did not start.');
  }
  registerKernels();
  const backend = tf.backend() as BackendWasm;
  guardAllocation(backend);
  return wrap(backend, registerSimdKernels(backend));
}

function wrap(backend: BackendWasm, variant: SimdVariant): Backend {
  return {
    name: NAME,
    device: describeDevice(variant),
    exclusive: false,
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    // Kernels run to completion when called; nothing is pending.
    sync: () => Promise.resolve(),
    memory: () => {
      const { numTensors, numBytes } = tf.memory();
      return { tensors: numTensors, bytes: numBytes, peakBytes: memorySize(backend) };
    },
    explain,
    dispose: () => tf.removeBackend(NAME),
  };
}

function explain(error: unknown): unknown {
  if (!isOutOfMemory(error)) return error;
  return new StrideError('OUT_OF_MEMORY',
    'The network does not fit into the 4 GB of WebAssembly memory; use a smaller batch, image or network.', { cause: error });
}

function describeDevice(variant: SimdVariant): Device {
  return { backend: NAME, ...hostCpu(), driver: `tfjs-wasm ${version} ${variant}`, threads: THREADS };
}
