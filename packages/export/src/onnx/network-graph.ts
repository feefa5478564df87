import { layersOf, type ClassifierLayer, type ConvolutionLayer, type Layer, type SqueezeExciteLayer } from '../network/layers.js';
import { samePadding } from '../network/padding.js';
import type { TrainedNetwork } from '../network/trained-network.js';
import { foldedWeights } from './convolution-weights.js';
import { GraphBuilder } from './graph-builder.js';
import { FLOAT, type Dimension, type GraphProto, type ValueInfoProto } from './schema.js';

export const INPUT = 'images';
export const OUTPUT = 'logits';

/** The network from normalised images [batch, C, H, W] to logits [batch, classes]; a layer's output has the layer's name. */
export function networkGraph(network: TrainedNetwork): GraphProto {
  const { input: { channels, height, width }, classes } = network.architecture;
  const graph = new GraphBuilder();
  layersOf(network.architecture).reduce((input, layer) => addLayer(graph, network, layer, input), INPUT);
  return {
    name: 'network', node: graph.nodes, initializer: graph.tensors,
    input: [value(INPUT, channels, height, width)], output: [value(OUTPUT, classes)],
  };
}

/** @returns the name of what comes out */
function addLayer(graph: GraphBuilder, network: TrainedNetwork, layer: Layer, input: string): string {
  switch (layer.kind) {
    case 'convolution': return convolution(graph, network, layer, input);
    case 'squeeze-excite': return squeezeExcite(graph, network, layer, input);
    case 'add': return graph.node(layer.name, 'Add', [input, layer.skip]);
    case 'pool': return graph.node(layer.name, 'Flatten', [graph.node(`${layer.name}.mean`, 'GlobalAveragePool', [input])]);
    case 'classifier': return classifier(graph, network, layer, input);
  }
}

function convolution(graph: GraphBuilder, network: TrainedNetwork, layer: ConvolutionLayer, input: string): string {
  const { name, kernelSize, stride, input: { height, width } } = layer;
  const { shape, kernel, bias } = foldedWeights(layer, network);
  const [top, bottom] = samePadding(height, kernelSize, stride);
  const [left, right] = samePadding(width, kernelSize, stride);
  const output = graph.node(
    layer.silu ? `${name}.conv` : name, 'Conv',
    [input, graph.tensor(`${name}.weight`, shape, kernel), graph.tensor(`${name}.bias`, [layer.outChannels], bias)],
    {
      kernel_shape: [kernelSize, kernelSize], strides: [stride, stride], pads: [top, left, bottom, right],
      group: layer.depthwise ? layer.outChannels : 1,
    });
  return layer.silu ? silu(graph, name, output) : output;
}

function squeezeExcite(graph: GraphBuilder, network: TrainedNetwork, layer: SqueezeExciteLayer, input: string): string {
  const { name, channels, width } = layer;
  const mean = graph.node(`${name}.mean`, 'GlobalAveragePool', [input]);
  // Dense layers on images of one pixel are 1x1 convolutions, whose kernels are [out, in].
  const squeezed = silu(graph, `${name}.squeezed`, graph.node(`${name}.squeeze`, 'Conv', [
    mean, graph.tensor(`${name}.squeeze.weight`, [width, channels, 1, 1], transposed(network.values(layer.squeezeKernel), width)),
    graph.tensor(`${name}.squeeze.bias`, [width], network.values(layer.squeezeBias)),
  ]));
  const excited = graph.node(`${name}.excite`, 'Conv', [
    squeezed, graph.tensor(`${name}.excite.weight`, [channels, width, 1, 1], transposed(network.values(layer.exciteKernel), channels)),
    graph.tensor(`${name}.excite.bias`, [channels], network.values(layer.exciteBias)),
  ]);
  return graph.node(name, 'Mul', [input, graph.node(`${name}.gate`, 'Sigmoid', [excited])]);
}

function classifier(graph: GraphBuilder, network: TrainedNetwork, layer: ClassifierLayer, input: string): string {
  const { name, features, classes, kernel, bias } = layer;
  return graph.node(OUTPUT, 'Gemm', [
    input, graph.tensor(`${name}.weight`, [features, classes], network.values(kernel)),
    graph.tensor(`${name}.bias`, [classes], network.values(bias)),
  ]);
}

/** x * sigmoid(x): ONNX has no operator of that name in these versions. */
function silu(graph: GraphBuilder, name: string, input: string): string {
  return graph.node(name, 'Mul', [input, graph.node(`${name}.sigmoid`, 'Sigmoid', [input])]);
}

/** [in, out] to [out, in]. */
function transposed(values: Float32Array, outputs: number): Float32Array {
  const inputs = values.length / outputs;
  return Float32Array.from(values, (_, index) => values[(index % inputs) * outputs + Math.floor(index / inputs)] as number);
}

/** Of any number of images at a time. */
function value(name: string, ...shape: readonly number[]): ValueInfoProto {
  const dim: Dimension[] = [{ dim_param: 'batch' }, ...shape.map((length) => ({ dim_value: length }))];
  return { name, type: { tensor_type: { elem_type: FLOAT, shape: { dim } } } };
}
