import { BATCH_NORM_EPSILON, type ConvolutionLayer } from '../network/layers.js';
import type { TrainedNetwork } from '../network/trained-network.js';

export interface ConvolutionWeights {
  /** [out, in / groups, height, width], as ONNX has it. */
  readonly shape: readonly number[];
  readonly kernel: Float32Array;
  /** One per output channel. */
  readonly bias: Float32Array;
}

/**
 * Kernel and bias that do what a convolution and the batch norm behind it do together: of an image, (conv(x) - mean) * factor + shift
 * is conv(x) with the kernel times factor, and shift - mean * factor on top. Calculated in float64.
 */
export function foldedWeights(layer: ConvolutionLayer, network: TrainedNetwork): ConvolutionWeights {
  const { kernel, batchNorm, outChannels, kernelSize, depthwise } = layer;
  const values = network.values(kernel);
  const [scale, shift] = [network.values(batchNorm.scale), network.values(batchNorm.shift)];
  const { mean, variance } = network.statistics(batchNorm);
  const factor = Float64Array.from(scale, (value, channel) => value / Math.sqrt(at(variance, channel) + BATCH_NORM_EPSILON));
  // From [height, width, in, out], where a depthwise kernel has its channels in the place of `in` and one output for each.
  const inputs = depthwise ? 1 : layer.inChannels;
  const area = kernelSize ** 2;
  const folded = new Float32Array(values.length);
  for (let position = 0, from = 0; position < area; position += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let output = 0; output < outChannels; output += 1, from += 1) {
        folded[(output * inputs + input) * area + position] = at(values, from) * at(factor, output);
      }
    }
  }
  return {
    shape: [outChannels, inputs, kernelSize, kernelSize], kernel: folded,
    bias: Float32Array.from(shift, (value, channel) => value - at(mean, channel) * at(factor, channel)),
  };
}

const at = (values: Float32Array | Float64Array, index: number) => values[index] as number;
