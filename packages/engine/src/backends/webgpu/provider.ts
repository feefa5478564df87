/** What is known about the webgpu backend before anything of it is loaded: nobody pays for it who does not open it. */
import { readdirSync } from 'node:fs';
import { StrideError } from '@stride/core';
import type { BackendProvider } from '../backend.js';

export const webgpuProvider: BackendProvider = {
  name: 'webgpu',
  open: async ({ env, byName }) => {
    if (!byName && !mayHaveGpu()) {
      throw new StrideError('BACKEND_UNAVAILABLE', 'This machine shows no GPU (/dev has no dri, nvidia, dxg, mali or kgsl).');
    }
    const { openWebgpu } = await import('./webgpu-backend.js');
    return openWebgpu({ allowSoftware: byName && env['STRIDE_WEBGPU_SOFTWARE'] === '1' });
  },
};

const GPU_NODE = /^(dri|nvidia\d+|dxg|mali\d+|kgsl-3d\d+)$/;

/** A hardware driver on Linux works through one of these; without any there is no point in loading 20 MB to ask. */
function mayHaveGpu(): boolean {
  return process.platform !== 'linux' || readdirSync('/dev').some((name) => GPU_NODE.test(name));
}
