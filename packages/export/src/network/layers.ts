/** One walk over an architecture that every format shares: which layers there are, in order, and which parameters are theirs. */
import { expandBlocks, type Architecture, type Block, type Kernel, type Stride } from '@stride/core';
import { ParameterCounter, type BatchNorm, type Parameter } from './parameters.js';

/** As the engine trains with it. */
export const BATCH_NORM_EPSILON = 1e-3;
/** Share of a running statistic that a training step keeps. */
export const BATCH_NORM_MOMENTUM = 0.9;

/** Each layer takes the output of the one before it; an `add` takes another one's too. */
export type Layer = ConvolutionLayer | SqueezeExciteLayer | AddLayer | PoolLayer | ClassifierLayer;

interface Named {
  /** Unique, in dots: `stem`, `stage1.block0.depthwise`, `head`. Stages count from 1, as in the paper, where 0 is the stem. */
  readonly name: string;
}

/** Convolution with SAME padding and without bias, batch norm, and maybe SiLU. */
export interface ConvolutionLayer extends Named {
  readonly kind: 'convolution';
  readonly depthwise: boolean;
  readonly kernelSize: Kernel;
  readonly stride: Stride;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly input: Size;
  readonly output: Size;
  readonly kernel: Parameter;
  readonly batchNorm: BatchNorm;
  readonly silu: boolean;
}

/** Mean over the image, dense with bias, SiLU, dense with bias, sigmoid; the layer's input times that. */
export interface SqueezeExciteLayer extends Named {
  readonly kind: 'squeeze-excite';
  readonly channels: number;
  readonly width: number;
  readonly size: Size;
  /** [channels, width]. */
  readonly squeezeKernel: Parameter;
  readonly squeezeBias: Parameter;
  /** [width, channels]. */
  readonly exciteKernel: Parameter;
  readonly exciteBias: Parameter;
}

/** The end of a residual block. */
export interface AddLayer extends Named {
  readonly kind: 'add';
  /** Name of the layer whose output is added: the one in front of the block. */
  readonly skip: string;
  readonly channels: number;
  readonly size: Size;
}

/** Mean over the image: [N,H,W,C] to [N,C]. */
export interface PoolLayer extends Named {
  readonly kind: 'pool';
  readonly channels: number;
  readonly size: Size;
}

/** Dense with bias; what comes out are logits. */
export interface ClassifierLayer extends Named {
  readonly kind: 'classifier';
  readonly features: number;
  readonly classes: number;
  /** [features, classes]. */
  readonly kernel: Parameter;
  readonly bias: Parameter;
}

export interface Size {
  readonly height: number;
  readonly width: number;
}

/** All layers from the image to the logits. The engine's `build/` is what this follows. */
export function layersOf(architecture: Architecture): Layer[] {
  return new Walk(architecture).layers;
}

class Walk {
  readonly layers: Layer[] = [];
  readonly #counter = new ParameterCounter();

  constructor(architecture: Architecture) {
    const { input, stem, head, classes } = architecture;
    const blocks = expandBlocks(architecture);
    const [first, last] = [blocks[0] as Block, blocks.at(-1) as Block];
    this.#convolution('stem', {
      kernelSize: stem.kernel, stride: stem.stride, inChannels: input.channels, outChannels: stem.channels, silu: true,
      input: { height: input.height, width: input.width }, output: { height: first.inputHeight, width: first.inputWidth },
    });
    let number = 0;
    blocks.forEach((block, index) => {
      number = block.stage === blocks[index - 1]?.stage ? number + 1 : 0;
      this.#block(`stage${block.stage + 1}.block${number}`, block);
    });
    const size = { height: last.outputHeight, width: last.outputWidth };
    this.#pointwise('head', last.outChannels, head.channels, size, true);
    this.layers.push({ kind: 'pool', name: 'pool', channels: head.channels, size });
    this.layers.push({
      kind: 'classifier', name: 'classifier', features: head.channels, classes,
      kernel: this.#counter.next('kernel', head.channels, classes), bias: this.#counter.next('bias', classes),
    });
  }

  #block(name: string, block: Block): void {
    const skip = (this.layers.at(-1) as Layer).name;
    if (block.op === 'mbconv') this.#mbconv(name, block);
    else this.#fusedMbconv(name, block);
    if (block.hasResidual) this.layers.push({ kind: 'add', name: `${name}.add`, skip, channels: block.outChannels, size: sizes(block).output });
  }

  #mbconv(name: string, block: Block): void {
    const { kernel: kernelSize, stride, expansion, inChannels, hiddenChannels, outChannels } = block;
    const { input, output } = sizes(block);
    if (expansion > 1) this.#pointwise(`${name}.expand`, inChannels, hiddenChannels, input, true);
    this.#convolution(`${name}.depthwise`, {
      depthwise: true, kernelSize, stride, inChannels: hiddenChannels, outChannels: hiddenChannels, input, output, silu: true,
    });
    this.#squeezeExcite(name, block, output);
    this.#pointwise(`${name}.project`, hiddenChannels, outChannels, output, false);
  }

  #fusedMbconv(name: string, block: Block): void {
    const { kernel: kernelSize, stride, expansion, inChannels, hiddenChannels, outChannels } = block;
    const { input, output } = sizes(block);
    const fused = { kernelSize, stride, inChannels, input, output, silu: true };
    if (expansion === 1) {
      this.#squeezeExcite(name, block, input);
      this.#convolution(`${name}.fused`, { ...fused, outChannels });
    } else {
      this.#convolution(`${name}.fused`, { ...fused, outChannels: hiddenChannels });
      this.#squeezeExcite(name, block, output);
      this.#pointwise(`${name}.project`, hiddenChannels, outChannels, output, false);
    }
  }

  #pointwise(name: string, inChannels: number, outChannels: number, size: Size, silu: boolean): void {
    this.#convolution(name, { kernelSize: 1, stride: 1, inChannels, outChannels, input: size, output: size, silu });
  }

  #convolution(
    name: string,
    { depthwise = false, ...options }: Omit<ConvolutionLayer, 'kind' | 'name' | 'kernel' | 'batchNorm' | 'depthwise'> & { depthwise?: boolean },
  ): void {
    const { kernelSize, inChannels, outChannels } = options;
    const shape = depthwise ? [kernelSize, kernelSize, outChannels, 1] : [kernelSize, kernelSize, inChannels, outChannels];
    this.layers.push({
      kind: 'convolution', name, depthwise, ...options,
      kernel: this.#counter.next('kernel', ...shape), batchNorm: this.#counter.batchNorm(outChannels),
    });
  }

  #squeezeExcite(name: string, { hiddenChannels: channels, squeezeExciteChannels: width }: Block, size: Size): void {
    if (width === 0) return;
    this.layers.push({
      kind: 'squeeze-excite', name: `${name}.squeeze_excite`, channels, width, size,
      squeezeKernel: this.#counter.next('kernel', channels, width), squeezeBias: this.#counter.next('bias', width),
      exciteKernel: this.#counter.next('kernel', width, channels), exciteBias: this.#counter.next('bias', channels),
    });
  }
}

function sizes(block: Block): { input: Size; output: Size } {
  return {
    input: { height: block.inputHeight, width: block.inputWidth },
    output: { height: block.outputHeight, width: block.outputWidth },
  };
}

/** All parameters, in the engine's order. */
export function parametersOf(layers: readonly Layer[]): Parameter[] {
  return layers.flatMap(parametersOfLayer);
}

function parametersOfLayer(layer: Layer): Parameter[] {
  switch (layer.kind) {
    case 'convolution': return [layer.kernel, layer.batchNorm.scale, layer.batchNorm.shift];
    case 'squeeze-excite': return [layer.squeezeKernel, layer.squeezeBias, layer.exciteKernel, layer.exciteBias];
    case 'classifier': return [layer.kernel, layer.bias];
    case 'add': case 'pool': return [];
  }
}

/** How many running means there are, and as many running variances. */
export function statisticsOf(layers: readonly Layer[]): number {
  return layers.reduce((sum, layer) => sum + (layer.kind === 'convolution' ? layer.batchNorm.channels : 0), 0);
}
