import type { Device } from './device.js';

/** Durations of synchronised training steps, in milliseconds. */
export interface StepTime {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  /** Number of timed steps. */
  readonly n: number;
}

/**
 * Why a step time is doubtful; it is reported as it was measured all the same.
 * UNSTABLE: p90 stayed above MAX_STEP_SPREAD times p10, although the steps were timed again.
 * CALIBRATION_OFF: the calibration network, timed beside it, took a quarter more or less than usual on this device class.
 */
export const TIMING_FLAGS = ['UNSTABLE', 'CALIBRATION_OFF'] as const;
export type TimingFlag = (typeof TIMING_FLAGS)[number];

/** p90/p10 of step times beyond which they are timed again. */
export const MAX_STEP_SPREAD = 1.5;

/** Fewer timed steps than this say little about their percentiles. */
export const MIN_TIMED_STEPS = 30;

/** Earlier calibrations of a device class that it takes to say what is usual. */
const MIN_CALIBRATIONS = 3;
const MAX_CALIBRATION_DEVIATION = 1.25;

/**
 * Whether a machine was busier or slower than usual, or had been so before: the calibration network is always the same,
 * so its time tells of the device alone.
 * @param earlier calibrations on the same device class
 */
export function isCalibrationOff(calibrationMs: number, earlier: readonly number[]): boolean {
  if (earlier.length < MIN_CALIBRATIONS) return false;
  const sorted = [...earlier].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const usual = ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
  const ratio = calibrationMs / usual;
  return ratio > MAX_CALIBRATION_DEVIATION || ratio < 1 / MAX_CALIBRATION_DEVIATION;
}

/** One evaluation during training. Loss and accuracy are of held-out validation unless named otherwise. */
export interface CurvePoint {
  readonly step: number;
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  /** 0 to 1. */
  readonly validationAccuracy: number;
  /** Seconds since training began. */
  readonly seconds: number;
}

/** What a worker reports about a candidate. */
export interface Measurement {
  /** Held-out validation accuracy, 0 to 1. */
  readonly accuracy: number;
  readonly curve: readonly CurvePoint[];
  readonly stepTimeMs: StepTime;
  /** Of the timed steps: 0 %, 5 %, 10 % to 100 %; absent in measurements from before they were kept. */
  readonly stepTimeQuantilesMs?: readonly number[];
  readonly timingFlags: readonly TimingFlag[];
  /** Median step time of the calibration network beside the timing; null where none was run. */
  readonly calibrationMs: number | null;
  /** Trainable parameters. */
  readonly params: number;
  /** Multiply-adds of convolutions and classifier for one image. */
  readonly multiplyAdds: number;
  /** Null where the backend cannot tell. */
  readonly peakMemoryBytes: number | null;
  readonly device: Device;
  readonly trainSeconds: number;
  readonly timeSeconds: number;
}

/** What of a measurement is known as soon as the steps are timed, which is before the training. */
export type Timed = Omit<Measurement, 'accuracy' | 'curve' | 'trainSeconds'>;

/** The measurement of a training as far as it has come. @param curve one point at least */
export function measurementOf(timed: Timed, curve: readonly CurvePoint[]): Measurement {
  const last = curve.at(-1);
  if (last === undefined) throw new RangeError('a training that was never evaluated has no accuracy');
  return { ...timed, accuracy: last.validationAccuracy, curve, trainSeconds: last.seconds };
}
