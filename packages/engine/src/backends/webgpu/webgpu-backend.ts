/** TensorFlow.js on a GPU through WebGPU: no toolkit to install beyond the graphics driver. */
import { StrideError, type Device } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backend.js';
import { smallest } from '../smallest.js';
import { dawnVersion, requestAdapter, startDawn } from './dawn.js';
import { DeviceFailure, explainThrown } from './device-failure.js';
import type { GuardedBackend } from './guarded-backend.js';
import { registerKernels } from './kernels/index.js';

const NAME = 'webgpu';

/** @throws StrideError BACKEND_UNAVAILABLE */
export async function openWebgpu(options: { readonly allowSoftware: boolean }): Promise<Backend> {
  const adapter = await requestAdapter(await startDawn(), options.allowSoftware);
  return start(adapter, await requestDevice(adapter));
}

/** With the adapter's own limits, as TensorFlow.js asks for them: the default ones end at bindings of 128 MB. */
async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const {
    maxComputeWorkgroupStorageSize, maxComputeWorkgroupsPerDimension, maxStorageBufferBindingSize, maxBufferSize,
    maxComputeWorkgroupSizeX, maxComputeInvocationsPerWorkgroup,
  } = adapter.limits;
  try {
    return await adapter.requestDevice({
      requiredLimits: {
        maxComputeWorkgroupStorageSize, maxComputeWorkgroupsPerDimension, maxStorageBufferBindingSize, maxBufferSize,
        maxComputeWorkgroupSizeX, maxComputeInvocationsPerWorkgroup,
      },
    });
  } catch (cause) {
    throw new StrideError('BACKEND_UNAVAILABLE', `The GPU "${adapter.info.device}" does not open: ${(cause as Error).message}`, { cause });
  }
}

async function start({ info }: GPUAdapter, device: GPUDevice): Promise<Backend> {
  const failure = new DeviceFailure(device);
  // A process that ends with work in flight would crash.
  const destroy = () => device.destroy();
  process.once('exit', destroy);
  const { GuardedBackend } = await import('./guarded-backend.js');
  // Importing it has registered a factory that would ask for an adapter of its own.
  if (tf.findBackendFactory(NAME) !== null) tf.removeBackend(NAME);
  tf.registerBackend(NAME, () => new GuardedBackend(device, info, failure));
  // On failure TensorFlow.js says false and stays on the backend before.
  if (!(await tf.setBackend(NAME)) || tf.getBackend() !== NAME) {
    destroy();
    throw new StrideError('BACKEND_UNAVAILABLE', 'The WebGPU backend of TensorFlow.js did not start.');
  }
  registerKernels();
  return wrap(tf.backend() as GuardedBackend, describeDevice(info), failure, () => {
    tf.removeBackend(NAME);
    destroy();
    process.off('exit', destroy);
  });
}

function wrap(backend: GuardedBackend, device: Device, failure: DeviceFailure, dispose: () => void): Backend {
  return {
    name: NAME,
    device,
    exclusive: true,
    memoryLimitBytes: null,
    sync: async (...tensors) => {
      await smallest(tensors)?.data();
      failure.check();
    },
    memory: () => {
      const { numTensors, numBytes } = tf.memory();
      return { tensors: numTensors, bytes: numBytes, peakBytes: backend.peakBytes };
    },
    explain: (error) => failure.error ?? explainThrown(error),
    dispose,
  };
}

function describeDevice({ vendor, architecture, device, description }: GPUAdapterInfo): Device {
  return {
    backend: NAME,
    vendor: vendor || 'unknown',
    name: device || architecture || 'unknown GPU',
    driver: [`tfjs-webgpu ${tf.version_core}`, `dawn ${dawnVersion()}`, description].filter((part) => part !== '').join(', '),
    threads: 1,
  };
}
