/**
 * What is decided around the package, with a package made for the test: the real ones fetch TensorFlow's library when they
 * are installed, and Stride does not install them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { deviceClass } from '@stride/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Backend } from '../backend.js';
import { openOneOf } from '../open-backend.js';
import { wasmProvider } from '../wasm/wasm-backend.js';
import { parseAnswer } from './nvidia-gpu.js';
import { providerOf, tensorflowProvider } from './provider.js';

let backend: Backend | undefined;
afterEach(() => {
  backend?.dispose();
  backend = undefined;
});

class NativeBackend extends tf.KernelBackend {
  readonly binding = { TF_Version: '2.9.1' };
  readonly isUsingGpuDevice: boolean;

  constructor(isUsingGpuDevice: boolean) {
    super();
    this.isUsingGpuDevice = isUsingGpuDevice;
  }

  override dispose(): void {}
}

/** Registers a backend when it is loaded for the first time, as the real packages do. */
function packages(installed: readonly string[], usesGpu = false) {
  const loaded: string[] = [];
  return {
    loaded,
    has: (name: string) => installed.includes(name),
    load: async (name: string) => {
      if (!loaded.includes(name)) tf.registerBackend('tensorflow', () => new NativeBackend(usesGpu), 3);
      loaded.push(name);
    },
  };
}

const GPU = '@tensorflow/tfjs-node-gpu', CPU = '@tensorflow/tfjs-node';
const request = { env: {}, byName: true };

describe('which package', () => {
  it('is the one for GPUs, else the other', async () => {
    const both = packages([CPU, GPU]);
    backend = await providerOf(both).open(request);
    expect(both.loaded).toEqual([GPU]);
    backend.dispose();
    const one = packages([CPU]);
    backend = await providerOf(one).open(request);
    expect(one.loaded).toEqual([CPU]);
  });

  it('is named, with what to type, where there is none', async () => {
    const failure = { code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(/npm install .*@tensorflow\/tfjs-node-gpu@4\.22\.0/) as string };
    await expect(providerOf(packages([])).open(request)).rejects.toMatchObject(failure);
    await expect(tensorflowProvider.open(request)).rejects.toMatchObject(failure);
  });
});

describe('a package that is installed and does not work', () => {
  it('is an error even where another backend would do', async () => {
    const load = async () => { throw new Error('libtensorflow.so.2: cannot open shared object file'); };
    const broken = providerOf({ ...packages([GPU]), load });
    await expect(openOneOf([broken, wasmProvider], { env: {} })).rejects.toMatchObject({
      code: 'BACKEND_FAILED', message: expect.stringMatching(/tfjs-node-gpu .*libtensorflow\.so\.2.*STRIDE_BACKEND=wasm/) as string,
    });
  });
});

describe('the device', () => {
  it('is the CPU with its threads where TensorFlow uses no GPU, whatever the package', async () => {
    backend = await providerOf(packages([GPU])).open(request);
    expect(backend.device).toMatchObject({ backend: 'tensorflow', driver: 'tensorflow 2.9.1 cpu', threads: 1 });
    expect(backend.exclusive).toBe(false);
    expect(backend.device.name).not.toBe('');
    expect(process.env['TF_NUM_INTRAOP_THREADS']).toBe('1');
  });

  it('is the GPU where it uses one, of another class than the CPU', async () => {
    backend = await providerOf(packages([CPU])).open(request);
    const onCpu = deviceClass(backend.device);
    backend.dispose();
    backend = await providerOf(packages([GPU], true)).open(request);
    expect(backend.device).toMatchObject({ backend: 'tensorflow', vendor: 'NVIDIA', driver: expect.stringMatching(/^tensorflow 2\.9\.1 gpu, driver /) as string });
    expect(backend.exclusive).toBe(true);
    expect(deviceClass(backend.device)).not.toBe(onCpu);
  });

  it('is named as nvidia-smi does', () => {
    expect(parseAnswer('NVIDIA H100 80GB HBM3, 550.54.15, 81559\n'))
      .toEqual({ name: 'NVIDIA H100 80GB HBM3', driver: '550.54.15', memoryBytes: 81559 * 2 ** 20 });
    expect(parseAnswer('No devices were found\n')).toBeNull();
  });
});

it('opens again after it was disposed', async () => {
  const provider = providerOf(packages([CPU]));
  for (let round = 0; round < 2; round++) {
    backend = await provider.open(request);
    expect(tf.getBackend()).toBe('tensorflow');
    backend.dispose();
  }
  backend = undefined;
});

it('explains what did not fit, and nothing else', async () => {
  backend = await providerOf(packages([CPU])).open(request);
  expect(backend.explain(new Error('OOM when allocating tensor with shape[64,512,512,64]'))).toMatchObject({ code: 'OUT_OF_MEMORY' });
  const other = new Error('Invalid TF_Status: 3');
  expect(backend.explain(other)).toBe(other);
});
