/** What is known about the tensorflow backend before anything of it is loaded. */
import { createRequire } from 'node:module';
import util from 'node:util';
import { StrideError } from '@stride/core';
import type { BackendProvider } from '../backend.js';
import type { TensorflowPackages } from './tensorflow-backend.js';

/** Best first. Users install them: each fetches TensorFlow's native library when it is installed. */
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

const installed: TensorflowPackages = {
  has: (name) => {
    try {
      createRequire(import.meta.url).resolve(name);
      return true;
    } catch {
      return false;
    }
  },
  load: async (name) => {
    // tfjs-node 4.22 calls it at the first op.
    if (!('isNullOrUndefined' in util)) throw new Error(`it needs util.isNullOrUndefined, which Node 23 removed (this is ${process.version})`);
    return import(name) as Promise<unknown>;
  },
};

export const tensorflowProvider = providerOf(installed);

/** @param packages where npm packages are looked for; tests have their own */
export function providerOf(packages: TensorflowPackages): BackendProvider {
  return {
    name: 'tensorflow',
    open: async () => {
      const name = PACKAGES.find(packages.has);
      if (name === undefined) {
        throw new StrideError('BACKEND_UNAVAILABLE',
          'Neither @tensorflow/tfjs-node-gpu (Linux with CUDA) nor @tensorflow/tfjs-node is installed: '
          + 'npm install --no-save @tensorflow/tfjs-node-gpu@4.22.0, or the same with tfjs-node.');
      }
      const { openTensorflow } = await import('./tensorflow-backend.js');
      return openTensorflow(name, packages);
    },
  };
}
