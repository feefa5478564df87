import type { Device } from './device.js';

/** Durations of synchronised training steps, in milliseconds. */
export interface StepTime {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  /** Number of timed steps. */
  readonly n: number;
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
