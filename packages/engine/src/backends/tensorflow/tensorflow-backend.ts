/** TensorFlow's own library, on an NVIDIA GPU through CUDA or on the CPU, by way of npm's tfjs-node-gpu or tfjs-node. */
import { StrideError, type Device } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backend.js';
import { hostCpu } from '../host-cpu.js';
import { smallest } from '../smallest.js';
import { askNvidia, type NvidiaGpu } from './nvidia-gpu.js';

const NAME = 'tensorflow';

export interface TensorflowPackages {
  has(name: string): boolean;
  load(name: string): Promise<unknown>;
}

/** The part of tfjs-node's backend that is used here. */
interface NativeBackend {
  /** False with the GPU package, too, where it finds no GPU. */
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/** Loading the package registered it, once; kept because disposing removes the registration. */
let factory: ReturnType<typeof tf.findBackendFactory> | null = null;

/** @throws StrideError BACKEND_FAILED when the package is there and does not work: who installed it wants to know */
export async function openTensorflow(packageName: string, packages: TensorflowPackages): Promise<Backend> {
  const threads = setDefaults();
  await load(packageName, packages);
  if (tf.findBackendFactory(NAME) === null && factory !== null) tf.registerBackend(NAME, factory);
  if (tf.findBackendFactory(NAME) === null) {
    throw new StrideError('BACKEND_FAILED',
      `${packageName} works with another copy of @tensorflow/tfjs-core than Stride does; install its version ${tf.version_core}.`);
  }
  if (!(await tf.setBackend(NAME)) || tf.getBackend() !== NAME) {
    throw new StrideError('BACKEND_FAILED', `The TensorFlow backend of ${packageName} did not start.`);
  }
  factory = tf.findBackendFactory(NAME);
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NativeBackend;
  const gpu = isUsingGpuDevice ? await askNvidia() : null;
  const device = isUsingGpuDevice ? describeGpu(gpu, binding.TF_Version) : describeCpu(threads, binding.TF_Version);
  return wrap(device, isUsingGpuDevice, gpu);
}

async function load(packageName: string, packages: TensorflowPackages): Promise<void> {
  try {
    await packages.load(packageName);
  } catch (cause) {
    throw new StrideError('BACKEND_FAILED',
      `${packageName} is installed and does not load: ${(cause as Error).message}. Mend that, or set STRIDE_BACKEND=wasm.`, { cause });
  }
}

/**
 * What TensorFlow reads from the environment when it starts, where the user has not said otherwise.
 * @returns threads of an op on the CPU
 */
function setDefaults(env: NodeJS.ProcessEnv = process.env): number {
  // One thread a worker, since a host runs one worker per core.
  env['TF_NUM_INTRAOP_THREADS'] ??= '1';
  env['TF_NUM_INTEROP_THREADS'] ??= '1';
  // Otherwise it takes all memory of the GPU at once, and a second process has none.
  env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  // CUDA counts GPUs as nvidia-smi does, so that the name is of the right one.
  env['CUDA_DEVICE_ORDER'] ??= 'PCI_BUS_ID';
  return Number(env['TF_NUM_INTRAOP_THREADS']);
}

function wrap(device: Device, exclusive: boolean, gpu: NvidiaGpu | null): Backend {
  return {
    name: NAME,
    device,
    exclusive,
    memoryLimitBytes: gpu?.memoryBytes ?? null,
    sync: async (...tensors) => { await smallest(tensors)?.data(); },
    memory: () => {
      const { numTensors, numBytes } = tf.memory();
      return { tensors: numTensors, bytes: numBytes, peakBytes: null };
    },
    explain,
    dispose: () => tf.removeBackend(NAME),
  };
}

const OUT_OF_MEMORY = /\bOOM\b|out of memory|resource exhausted|failed to allocate/i;

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StrideError || !OUT_OF_MEMORY.test(error.message)) return error;
  return new StrideError('OUT_OF_MEMORY', 'The network does not fit into the device\'s memory; use a smaller batch, image or network.', { cause: error });
}

function describeGpu(gpu: NvidiaGpu | null, version: string): Device {
  return {
    backend: NAME, vendor: 'NVIDIA', name: gpu?.name ?? 'unknown NVIDIA GPU',
    driver: `tensorflow ${version} gpu, driver ${gpu?.driver ?? 'unknown'}`, threads: 1,
  };
}

function describeCpu(threads: number, version: string): Device {
  return { backend: NAME, ...hostCpu(), driver: `tensorflow ${version} cpu`, threads };
}
