import type { JsonValue } from '@stride/core';
import {
  BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, type ClassifierLayer, type ConvolutionLayer, type Layer, type SqueezeExciteLayer,
} from '../network/layers.js';
import type { Parameter } from '../network/parameters.js';
import type { TrainedNetwork } from '../network/trained-network.js';

/** A layer as Keras writes it down. */
export interface KerasLayer {
  readonly class_name: string;
  readonly name: string;
  readonly config: { readonly [key: string]: JsonValue };
  /** For the one time that the layer is used: of each input the layer's name, which use of it, which output, and arguments. */
  readonly inbound_nodes: readonly (readonly (readonly [name: string, node: number, tensor: number, options: object])[])[];
}

/** `layer/weight`, by which the loader finds a layer's weights. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Collects layers of Keras and their weights. What comes out of the last one of a network's layer has that layer's name. */
export class KerasLayers {
  readonly layers: KerasLayer[] = [];
  readonly weights: NamedWeight[] = [];
  readonly #network: TrainedNetwork;

  constructor(network: TrainedNetwork) {
    this.#network = network;
  }

  /** @returns the name of what comes out */
  add(layer: Layer, input: string): string {
    switch (layer.kind) {
      case 'convolution': return this.#convolution(layer, input);
      case 'squeeze-excite': return this.#squeezeExcite(layer, input);
      case 'add': return this.#layer('Add', layer.name, [input, layer.skip]);
      case 'pool': return this.#layer('GlobalAveragePooling2D', layer.name, [input]);
      case 'classifier': return this.#dense(layer.name, input, layer.classes, 'linear', layer.kernel, layer.bias);
    }
  }

  /** Images [batch, height, width, channels]. */
  input(name: string): string {
    const { height, width, channels } = this.#network.architecture.input;
    return this.#layer('InputLayer', name, [], { batch_input_shape: [null, height, width, channels], dtype: 'float32' });
  }

  #convolution(layer: ConvolutionLayer, input: string): string {
    const { name, depthwise, kernelSize, stride, outChannels, kernel, batchNorm, silu } = layer;
    const convolved = `${name}.conv`;
    this.#layer(depthwise ? 'DepthwiseConv2D' : 'Conv2D', convolved, [input], {
      ...(depthwise ? { depth_multiplier: 1 } : { filters: outChannels }),
      kernel_size: [kernelSize, kernelSize], strides: [stride, stride], padding: 'same', data_format: 'channels_last', use_bias: false,
    });
    this.#weight(convolved, depthwise ? 'depthwise_kernel' : 'kernel', kernel);
    const normalized = this.#layer('BatchNormalization', silu ? `${name}.norm` : name, [convolved], {
      axis: -1, epsilon: BATCH_NORM_EPSILON, momentum: BATCH_NORM_MOMENTUM, center: true, scale: true,
    });
    this.#weight(normalized, 'gamma', batchNorm.scale);
    this.#weight(normalized, 'beta', batchNorm.shift);
    const { mean, variance } = this.#network.statistics(batchNorm);
    this.weights.push({ name: `${normalized}/moving_mean`, shape: [outChannels], values: mean });
    this.weights.push({ name: `${normalized}/moving_variance`, shape: [outChannels], values: variance });
    return silu ? this.#layer('Activation', name, [normalized], { activation: 'swish' }) : normalized;
  }

  #squeezeExcite(layer: SqueezeExciteLayer, input: string): string {
    const { name, channels, width } = layer;
    const mean = this.#layer('GlobalAveragePooling2D', `${name}.mean`, [input], { data_format: 'channels_last' });
    const squeezed = this.#dense(`${name}.squeeze`, mean, width, 'swish', layer.squeezeKernel, layer.squeezeBias);
    const excited = this.#dense(`${name}.excite`, squeezed, channels, 'sigmoid', layer.exciteKernel, layer.exciteBias);
    const gate = this.#layer('Reshape', `${name}.gate`, [excited], { target_shape: [1, 1, channels] });
    return this.#layer('Multiply', name, [input, gate]);
  }

  #dense(name: string, input: string, units: number, activation: string, kernel: Parameter, bias: ClassifierLayer['bias']): string {
    this.#layer('Dense', name, [input], { units, activation, use_bias: true });
    this.#weight(name, 'kernel', kernel);
    this.#weight(name, 'bias', bias);
    return name;
  }

  #layer(className: string, name: string, inputs: readonly string[], config: KerasLayer['config'] = {}): string {
    this.layers.push({
      class_name: className, name, config: { name, ...config },
      inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}] as const)],
    });
    return name;
  }

  #weight(layer: string, name: string, parameter: Parameter): void {
    this.weights.push({ name: `${layer}/${name}`, shape: parameter.shape, values: this.#network.values(parameter) });
  }
}
