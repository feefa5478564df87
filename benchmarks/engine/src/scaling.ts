import { availableParallelism } from 'node:os';
import { quantile } from '@stride/engine';
import type { BenchmarkedNet } from './arguments.js';
import { build } from './measure.js';
import type { Peer } from './peer.js';
import { openStride } from './stride.js';

const ROUNDS = 4;
const STEPS_A_ROUND = 5;

/**
 * Training steps a second of two processes at once, over those of one alone, measured in turns. 2 is ideal.
 * Null on a machine with one core.
 */
export async function measureTwoWorkerScaling(net: BenchmarkedNet, stepMs: number): Promise<number | null> {
  if (availableParallelism() < 2) return null;
  const workers = [openStride(), openStride()];
  const milliseconds = Math.max(1000, STEPS_A_ROUND * stepMs);
  const rates = async (peers: readonly Peer[]) => {
    const runs = await Promise.all(peers.map((peer) => peer.ask('stepFor', { milliseconds })));
    return runs.reduce((sum, run) => sum + run.steps / run.milliseconds, 0);
  };
  try {
    await Promise.all(workers.map((worker) => build(worker, net)));
    await rates(workers);
    const alone: number[] = [], together: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const worker of workers) alone.push(await rates([worker]));
      together.push(await rates(workers));
    }
    return quantile(together, 0.5) / quantile(alone, 0.5);
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}
