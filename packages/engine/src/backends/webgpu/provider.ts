/** What is known about the webgpu backend before anything of it is loaded: nobody pays for it who does not open it. */
import { existsSync, readdirSync } from 'node:fs';
import { StrideError } from '@stride/core';
import type { BackendProvider } from '../backend.js';

export const webgpuProvider: BackendProvider = {
  name: 'webgpu',
  open: async ({ env, byName }) => {
    if (!byName && !mayHaveGpu()) {
      throw new StrideError('BACKEND_UNAVAILABLE', 'This machine shows no GPU (no /dev/dri/renderD*, /dev/nvidia*, /dev/dxg, /dev/mali* or /dev/kgsl*).');
    }
    const { openWebgpu } = await import('./webgpu-backend.js');
    return openWebgpu({ allowSoftware: byName && env['STRIDE_WEBGPU_SOFTWARE'] === '1' });
  },
};

const GPU_NODE = /^(renderD\d+|nvidia\d+|dxg|mali\d+|kgsl-3d\d+)$/;

/** A hardware driver on Linux works through one of these; without any there is no point in loading 20 MB to ask. */
function mayHaveGpu(): boolean {
  if (process.platform !== 'linux') return true;
  return ['/dev', '/dev/dri'].filter((folder) => existsSync(folder)).some((folder) => readdirSync(folder).some((name) => GPU_NODE.test(name)));
}
