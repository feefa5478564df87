/** The figures of one run. */
import { quantile } from '@stride/engine';
import type { BlockPlace, FusedStages, Plan, Setting } from './plan.js';
import type { Clock, Rounds } from './turns.js';

export interface Machine {
  /** Of the backend: the processor, or a GPU. */
  readonly device: string;
  readonly backend: string;
  /** Whether the device is one on its own, such as a GPU. */
  readonly isAccelerator: boolean;
  readonly threads: number;
  readonly clock: Clock;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  /** Processes that wanted a core in the minute before; above 0 means that others were at work. */
  readonly loadBefore: number;
}

export interface Results {
  /** ISO date. */
  readonly date: string;
  readonly note: string | null;
  readonly machine: Machine;
  readonly plan: Plan;
  readonly blocks: readonly BlockResult[];
  readonly networks: readonly NetworkResult[];
}

/** Over rounds. */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly n: number;
}

/** One block of each kind at one place: forward, backward and update of a batch. */
export interface BlockResult extends BlockPlace, Setting {
  readonly mbconvMs: Spread;
  readonly fusedMs: Spread;
  /** Fused-MBConv over MBConv, within a round; below 1 Fused-MBConv is faster. Null when the blocks drown in what else the machine does. */
  readonly timeRatio: Spread | null;
  /** Of the same two blocks, forward. */
  readonly mbconvMultiplyAdds: number;
  readonly fusedMultiplyAdds: number;
}

export interface NetworkResult extends Setting {
  readonly fusedStages: FusedStages;
  readonly params: number;
  /** Of one image, forward. */
  readonly multiplyAdds: number;
  readonly stepMs: Spread;
  readonly imagesPerSecond: number;
  /** Images a second over those of the network without fused stages, within a round; above 1 is faster. */
  readonly speedup: Spread;
}

export function spreadOf(sample: readonly number[]): Spread {
  return { median: quantile(sample, 0.5), p10: quantile(sample, 0.1), p90: quantile(sample, 0.9), n: sample.length };
}

/**
 * One block's time is the difference between more layers and one, over the layers more; what surrounds the blocks falls out.
 * @param rounds of MBConv with one layer and with more, then of Fused-MBConv with one and with more
 */
export function blockTimes([mbconvOne = [], mbconvMore = [], fusedOne = [], fusedMore = []]: Rounds, layersMore: number): Pick<BlockResult, 'mbconvMs' | 'fusedMs' | 'timeRatio'> {
  const block = (more: readonly number[], one: readonly number[]) => more.map((ms, round) => (ms - (one[round] ?? Number.NaN)) / layersMore);
  const mbconv = block(mbconvMore, mbconvOne), fused = block(fusedMore, fusedOne);
  // A round that was disturbed may even see more blocks take less time; it tells nothing.
  const sound = mbconv.flatMap((ms, round) => (ms > 0 && (fused[round] ?? 0) > 0 ? [(fused[round] ?? Number.NaN) / ms] : []));
  return { mbconvMs: spreadOf(mbconv), fusedMs: spreadOf(fused), timeRatio: 2 * sound.length > mbconv.length ? spreadOf(sound) : null };
}

/** Of each network, over the first of them. */
export function speedups(rounds: Rounds): Spread[] {
  const [first = []] = rounds;
  return rounds.map((own) => spreadOf(own.map((ms, round) => (first[round] ?? Number.NaN) / ms)));
}
