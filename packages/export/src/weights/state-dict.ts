/**
 * Trained weights under readable names and in PyTorch's layout, as a safetensors file: `stem.weight`, `stem.norm.running_mean`,
 * `stage1.block0.squeeze_excite.squeeze.bias`, `classifier.weight`.
 */
import { encodeTensors, type StoredTensor } from '@stride/safetensors';
import { aboutNetwork } from '../network/about.js';
import { layersOf, type ClassifierLayer, type ConvolutionLayer, type Layer, type SqueezeExciteLayer } from '../network/layers.js';
import type { Parameter } from '../network/parameters.js';
import type { TrainedNetwork } from '../network/trained-network.js';

type Entry = readonly [name: string, tensor: StoredTensor];

function stateDict(network: TrainedNetwork): Map<string, StoredTensor> {
  return new Map(layersOf(network.architecture).flatMap((layer) => entriesOf(network, layer)));
}

/** `pt` is what safetensors' own library calls PyTorch's layout. */
export function encodeStateDict(network: TrainedNetwork): Uint8Array {
  return encodeTensors({ format: 'pt', metadata: aboutNetwork(network), tensors: stateDict(network) });
}

function entriesOf(network: TrainedNetwork, layer: Layer): Entry[] {
  switch (layer.kind) {
    case 'convolution': return convolution(network, layer);
    case 'squeeze-excite': return squeezeExcite(network, layer);
    case 'classifier': return classifier(network, layer);
    case 'add': case 'pool': return [];
  }
}

/** [height, width, in, out] to [out, in, height, width]; of a depthwise one [height, width, channels, 1] to [channels, 1, height, width]. */
function convolution(network: TrainedNetwork, { name, kernel, depthwise, batchNorm }: ConvolutionLayer): Entry[] {
  const { mean, variance } = network.statistics(batchNorm);
  return [
    [`${name}.weight`, transposed(network, kernel, depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1])],
    [`${name}.norm.weight`, vector(network.values(batchNorm.scale))],
    [`${name}.norm.bias`, vector(network.values(batchNorm.shift))],
    [`${name}.norm.running_mean`, vector(mean)],
    [`${name}.norm.running_var`, vector(variance)],
  ];
}

function squeezeExcite(network: TrainedNetwork, layer: SqueezeExciteLayer): Entry[] {
  const pointwise = (kernel: Parameter): StoredTensor => {
    const { shape, values } = transposed(network, kernel, [1, 0]);
    return { shape: [...shape, 1, 1], values };
  };
  return [
    [`${layer.name}.squeeze.weight`, pointwise(layer.squeezeKernel)],
    [`${layer.name}.squeeze.bias`, vector(network.values(layer.squeezeBias))],
    [`${layer.name}.excite.weight`, pointwise(layer.exciteKernel)],
    [`${layer.name}.excite.bias`, vector(network.values(layer.exciteBias))],
  ];
}

function classifier(network: TrainedNetwork, { name, kernel, bias }: ClassifierLayer): Entry[] {
  return [[`${name}.weight`, transposed(network, kernel, [1, 0])], [`${name}.bias`, vector(network.values(bias))]];
}

const vector = (values: Float32Array): StoredTensor => ({ shape: [values.length], values });

function transposed(network: TrainedNetwork, parameter: Parameter, order: readonly number[]): StoredTensor {
  return transpose({ shape: parameter.shape, values: network.values(parameter) }, order);
}

/** Axis `order[i]` becomes axis i. */
function transpose({ shape, values }: StoredTensor, order: readonly number[]): StoredTensor {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const sides = order.map((axis) => shape[axis] as number);
  const steps = order.map((axis) => strides[axis] as number);
  const result = new Float32Array(values.length);
  const index = sides.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from] as number;
    // Counts up like an odometer, the last axis fastest.
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      const [side, step] = [sides[axis] as number, steps[axis] as number];
      index[axis] = (index[axis] as number) + 1;
      from += step;
      if ((index[axis] as number) < side) break;
      index[axis] = 0;
      from -= side * step;
    }
  }
  return { shape: sides, values: result };
}
