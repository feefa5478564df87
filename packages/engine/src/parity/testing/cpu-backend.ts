import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../backends/backend.js';

/** TensorFlow.js in plain JavaScript: slow, and what the others are held to. */
export async function openCpu(): Promise<Backend> {
  if (!(await tf.setBackend('cpu'))) throw new Error('the cpu backend did not start');
  return {
    name: 'cpu',
    device: { backend: 'cpu', vendor: 'unknown', name: 'JavaScript', driver: tf.version_core, threads: 1 },
    exclusive: false,
    memoryLimitBytes: null,
    sync: () => Promise.resolve(),
    memory: () => ({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes, peakBytes: null }),
    explain: (error) => error,
    dispose: () => {},
  };
}
