/** One network, measured in turns with PyTorch, so that whatever else the machine does hits all of them alike. */
import { costOf, formatArchitecture, NO_AUGMENTATION, type ProxyTask } from '@stride/core';
import { quantile } from '@stride/engine';
import type { BenchmarkedNet } from './arguments.js';
import { openStride } from './stride.js';
import type { Peer } from './peer.js';
import type { KernelTime } from './protocol.js';
import { LAYOUTS, openTorch, type Layout, type Torch } from './torch.js';

const WARMUP_STEPS = 8;
const ROUNDS = 10;
const STEPS_A_ROUND = 4;
const PROFILED_STEPS = 5;
const KERNELS = 10;

/** Batch size, steps and data play no role: every step is on one batch at learning rate 0. */
const TASK: ProxyTask = {
  trainSamples: null, validationSamples: null, batchSize: 1, epochs: 1, optimizer: 'rmsprop', learningRate: 0.01,
  warmupFraction: 0, weightDecay: 1e-5, labelSmoothing: 0.1, dropout: 0, stochasticDepth: 0, seed: 1, evaluations: 1,
  schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null,
  timing: { warmupSteps: 1, steps: 1 }, timeoutSeconds: 3600,
};

export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly n: number;
}

export interface Side {
  readonly stepMs: Spread;
  readonly inferenceImagesPerSecond: number;
  /** Of the backend alone; null where only the whole process can be seen. */
  readonly deviceBytes: number | null;
  readonly residentBytes: number;
}

export interface NetResult {
  readonly name: string;
  readonly architecture: string;
  readonly batchSize: number;
  readonly parameters: number;
  /** Multiply-adds of convolutions and classifier of a step's batch, forward and twice that backward, times two. */
  readonly gflopPerStep: number;
  readonly stride: Side;
  /** Null where no torch was found. */
  readonly torch: Readonly<Record<Layout, Side>> | null;
  readonly kernels: readonly KernelTime[];
  /** Of a profiled step, outside all kernels. */
  readonly outsideKernelsMs: number;
}

export async function measureNet(net: BenchmarkedNet, torch: Torch | null): Promise<NetResult> {
  const { architecture, batchSize } = net;
  const stride = openStride();
  const peers = [stride, ...(torch === null ? [] : LAYOUTS.map((layout) => openTorch(torch, layout)))];
  const cost = costOf(architecture);
  try {
    const parameters = await buildAlike(peers, net);
    const sides = await takeTurns(peers, batchSize);
    const { kernels, stepMs } = await stride.ask('profile', { steps: PROFILED_STEPS });
    const [own, nchw, channelsLast] = sides as [Side, Side, Side];
    return {
      name: net.name, architecture: formatArchitecture(architecture), batchSize, parameters,
      gflopPerStep: (3 * 2 * cost.multiplyAdds * batchSize) / 1e9,
      stride: own,
      torch: torch === null ? null : { nchw, channels_last: channelsLast },
      kernels: kernels.slice(0, KERNELS),
      outsideKernelsMs: Math.max(0, stepMs - kernels.reduce((sum, { ms }) => sum + ms, 0)),
    };
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
  }
}

/** A comparison of different networks would be worthless, so the parameter counts must agree. */
async function buildAlike(peers: readonly Peer[], net: BenchmarkedNet): Promise<number> {
  const expected = costOf(net.architecture).params;
  for (const peer of peers) {
    const { parameters } = await build(peer, net);
    if (parameters !== expected) {
      throw new Error(`${peer.name} builds ${net.name} with ${parameters} parameters, the cost model counts ${expected}.`);
    }
  }
  return expected;
}

export function build(peer: Peer, { architecture, batchSize }: BenchmarkedNet): Promise<{ parameters: number }> {
  return peer.ask('build', { architecture, batchSize, task: TASK });
}

async function takeTurns(peers: readonly Peer[], batchSize: number): Promise<Side[]> {
  const steps = await rounds(peers, 'step', WARMUP_STEPS);
  // Before inference, which needs less.
  const memory = await Promise.all(peers.map((peer) => peer.ask('memory', {})));
  const passes = await rounds(peers, 'infer', 2);
  return peers.map((_, index) => ({
    stepMs: spread(steps[index] ?? []),
    inferenceImagesPerSecond: (1000 * batchSize) / quantile(passes[index] ?? [], 0.5),
    deviceBytes: memory[index]?.deviceBytes ?? null,
    residentBytes: memory[index]?.residentBytes ?? 0,
  }));
}

/** Durations of each peer. The first step of a turn finds the caches full of another's data and is left out. */
async function rounds(peers: readonly Peer[], command: 'step' | 'infer', warmup: number): Promise<number[][]> {
  const results: number[][] = peers.map(() => []);
  for (const peer of peers) await peer.ask(command, { steps: warmup });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, peer] of peers.entries()) {
      const { durations } = await peer.ask(command, { steps: 1 + STEPS_A_ROUND });
      results[index]?.push(...durations.slice(1));
    }
  }
  return results;
}

function spread(sample: readonly number[]): Spread {
  return { median: quantile(sample, 0.5), p10: quantile(sample, 0.1), p90: quantile(sample, 0.9), n: sample.length };
}
