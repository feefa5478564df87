import { openStride } from './stride.js';
import type { ProductRate } from './protocol.js';
import { openTorch, type Torch } from './torch.js';

const SIZE = 512;
const MILLISECONDS = 1000;

export interface Peak {
  readonly gflops: number;
  /** Which product reached it. */
  readonly by: string;
  readonly size: number;
  readonly rates: readonly ProductRate[];
}

/** The fastest square f32 product that anything at hand manages on one core. */
export async function measurePeak(torch: Torch | null): Promise<Peak> {
  const rates: ProductRate[] = [];
  for (const peer of [openStride(), ...(torch === null ? [] : [openTorch(torch, 'nchw')])]) {
    rates.push(...(await peer.ask('matmul', { size: SIZE, milliseconds: MILLISECONDS })).rates);
    await peer.close();
  }
  const best = rates.reduce((a, b) => (b.gflops > a.gflops ? b : a));
  return { gflops: best.gflops, by: best.name, size: SIZE, rates };
}
