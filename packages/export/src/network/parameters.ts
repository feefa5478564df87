/** Counts a network's parameters and running statistics off in the order in which the engine creates them. */

export type ParameterKind = 'kernel' | 'bias' | 'scale' | 'shift';

/** One tensor of trained weights. */
export interface Parameter {
  /** Its place among all parameters of the network. */
  readonly index: number;
  readonly kind: ParameterKind;
  /** As the engine has it. Kernels [height, width, in, out], depthwise ones [height, width, channels, 1]. */
  readonly shape: readonly number[];
}

/** (x - mean) / sqrt(variance + BATCH_NORM_EPSILON) * scale + shift, per channel; the variance is biased. */
export interface BatchNorm {
  readonly channels: number;
  readonly scale: Parameter;
  readonly shift: Parameter;
  /** Place of its first channel among the running means of the whole network, and among its running variances. */
  readonly statisticsOffset: number;
}

export class ParameterCounter {
  #parameters = 0;
  #statistics = 0;

  next(kind: ParameterKind, ...shape: readonly number[]): Parameter {
    return { index: this.#parameters++, kind, shape };
  }

  batchNorm(channels: number): BatchNorm {
    const statisticsOffset = this.#statistics;
    this.#statistics += channels;
    return { channels, scale: this.next('scale', channels), shift: this.next('shift', channels), statisticsOffset };
  }
}
