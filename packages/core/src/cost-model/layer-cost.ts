import type { ImageShape, Kernel } from '../architecture/architecture.js';

export interface Cost {
  /** Trainable parameters. */
  readonly params: number;
  /** Moving means and variances of batch norm: stored, not trained. */
  readonly batchNormStatistics: number;
  /** Multiply-adds of convolutions and classifier for one image. */
  readonly multiplyAdds: number;
  /**
   * Static estimate of the numbers that training keeps for the backward pass, per image: the outputs of every
   * convolution, batch norm, activation, squeeze-excite product and residual sum. A backend may keep fewer.
   */
  readonly activationElements: number;
}

export const NO_COST: Cost = { params: 0, batchNormStatistics: 0, multiplyAdds: 0, activationElements: 0 };

export function addCosts(...costs: readonly Cost[]): Cost {
  return costs.reduce((sum, cost) => ({
    params: sum.params + cost.params,
    batchNormStatistics: sum.batchNormStatistics + cost.batchNormStatistics,
    multiplyAdds: sum.multiplyAdds + cost.multiplyAdds,
    activationElements: sum.activationElements + cost.activationElements,
  }), NO_COST);
}

/** Of `count` alike. */
export function multiplyCost({ params, batchNormStatistics, multiplyAdds, activationElements }: Cost, count: number): Cost {
  return {
    params: count * params, batchNormStatistics: count * batchNormStatistics, multiplyAdds: count * multiplyAdds,
    activationElements: count * activationElements,
  };
}

export interface ConvolutionShape {
  readonly kernel: Kernel;
  /** Channels that each output channel reads: 1 for a depthwise convolution. */
  readonly inChannels: number;
  readonly output: ImageShape;
  readonly activation: boolean;
}

/** A convolution without bias, then batch norm, then maybe an activation. */
export function convolutionCost({ kernel, inChannels, output, activation }: ConvolutionShape): Cost {
  const weights = kernel * kernel * inChannels * output.channels;
  const pixels = output.height * output.width;
  return {
    params: weights + 2 * output.channels,
    batchNormStatistics: 2 * output.channels,
    multiplyAdds: weights * pixels,
    activationElements: (activation ? 3 : 2) * pixels * output.channels,
  };
}

/** Squeeze to `width` channels and back, both 1x1 convolutions with bias on the pooled image; then the product. */
export function squeezeExciteCost(width: number, shape: ImageShape): Cost {
  const weights = 2 * width * shape.channels;
  return {
    params: weights + width + shape.channels,
    batchNormStatistics: 0,
    multiplyAdds: weights,
    activationElements: shape.height * shape.width * shape.channels + 3 * shape.channels + 2 * width,
  };
}

export function classifierCost(inChannels: number, classes: number): Cost {
  return {
    params: inChannels * classes + classes,
    batchNormStatistics: 0,
    multiplyAdds: inChannels * classes,
    activationElements: classes,
  };
}
