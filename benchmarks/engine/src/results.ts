/** The figures of one run, and the summary of them that `--json` prints. */
import type { Machine } from './machine.js';
import type { NetResult, Side } from './measure.js';
import type { Peak } from './peak.js';

export interface Results {
  /** ISO date. */
  readonly date: string;
  readonly note: string | null;
  readonly machine: Machine;
  readonly peak: Peak;
  readonly nets: readonly NetResult[];
  /** Joint throughput of two processes over one's, on the network named. */
  readonly twoWorkerScaling: number | null;
  readonly twoWorkerNet: string;
}

export interface NetSummary {
  readonly name: string;
  /** Medians of a training step. */
  readonly strideMs: number;
  /** The better of PyTorch's two layouts; null without torch, and so is the ratio. */
  readonly torchMs: number | null;
  readonly ratio: number | null;
  readonly gflops: number;
  /** Of the fastest product on one core. */
  readonly peakShare: number;
  readonly peakMemoryMB: number;
}

export interface Summary {
  readonly machine: Machine;
  readonly nets: readonly NetSummary[];
  readonly twoWorkerScaling: number | null;
}

export function summaryOf({ machine, nets, peak, twoWorkerScaling }: Results): Summary {
  return {
    machine,
    nets: nets.map((net) => {
      const strideMs = net.stride.stepMs.median;
      const torchMs = betterTorch(net)?.side.stepMs.median ?? null;
      const gflops = net.gflopPerStep / (strideMs / 1000);
      return {
        name: net.name, strideMs: rounded(strideMs), torchMs: torchMs === null ? null : rounded(torchMs),
        ratio: torchMs === null ? null : rounded(strideMs / torchMs), gflops: rounded(gflops),
        peakShare: rounded(gflops / peak.gflops), peakMemoryMB: Math.round(peakBytes(net.stride) / 2 ** 20),
      };
    }),
    twoWorkerScaling: twoWorkerScaling === null ? null : rounded(twoWorkerScaling),
  };
}

export function betterTorch({ torch }: NetResult): { layout: string; side: Side } | null {
  if (torch === null) return null;
  const [first, second] = Object.entries(torch).map(([layout, side]) => ({ layout, side }));
  return first !== undefined && second !== undefined && first.side.stepMs.median <= second.side.stepMs.median
    ? first : second ?? null;
}

/** The device's where the backend can tell, else the whole process's. */
export function peakBytes({ deviceBytes, residentBytes }: Side): number {
  return deviceBytes ?? residentBytes;
}

/** Four significant digits; no timing has more. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
