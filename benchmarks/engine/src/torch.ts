import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openPeer, type Peer } from './peer.js';

export interface Torch {
  readonly python: string;
  readonly version: string;
  /** On the GPU where the engine is on one and torch can use it. */
  readonly device: 'cpu' | 'cuda';
}

export const LAYOUTS = ['nchw', 'channels_last'] as const;
export type Layout = (typeof LAYOUTS)[number];

const SCRIPT = fileURLToPath(new URL('../torch_bench.py', import.meta.url));

/** The first Python that can import torch; null where none can. */
export async function findTorch(onGpu: boolean): Promise<Torch | null> {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', 'import torch; print(torch.__version__, torch.cuda.is_available())'], { timeout: 120_000 });
      const [version = '', cuda] = stdout.trim().split(' ');
      return { python, version, device: onGpu && cuda === 'True' ? 'cuda' : 'cpu' };
    } catch {
      // Not there, or without torch: the next one.
    }
  }
  return null;
}

export function openTorch({ python, device }: Torch, layout: Layout): Peer {
  return openPeer(`PyTorch ${layout}`, python, [SCRIPT, device], { layout });
}
