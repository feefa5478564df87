import type { Architecture, BlockOp, Kernel, Stride } from './architecture.js';
import { expandBlocks, type Block } from './blocks.js';

/**
 * What a block is, given the channels and image size it gets from the block before: two networks are equal exactly
 * when their inputs, stems, sequences of these, heads and class counts are.
 */
export interface BlockSymbol {
  readonly op: BlockOp;
  readonly kernel: Kernel;
  readonly stride: Stride;
  readonly expansion: number;
  readonly channels: number;
  readonly squeezeExciteChannels: number;
  readonly hasResidual: boolean;
}

export function blockSymbols(architecture: Architecture): BlockSymbol[] {
  return expandBlocks(architecture).map(symbolOf);
}

function symbolOf(block: Block): BlockSymbol {
  const { op, kernel, expansion, squeezeExciteChannels, hasResidual } = block;
  const stride = effectiveStride(block.stride, block.inputHeight === 1 && block.inputWidth === 1);
  return { op, kernel, stride, expansion, channels: block.outChannels, squeezeExciteChannels, hasResidual };
}

/** On a single pixel, a convolution with SAME padding and stride 2 is the one with stride 1. */
export function effectiveStride(stride: Stride, isSinglePixel: boolean): Stride {
  return isSinglePixel ? 1 : stride;
}

export function symbolKey(symbol: BlockSymbol): string {
  const { op, kernel, stride, expansion, channels, squeezeExciteChannels, hasResidual } = symbol;
  return `${op === 'mbconv' ? 'm' : 'f'}${kernel}s${stride}e${expansion}c${channels}q${squeezeExciteChannels}${hasResidual ? 'r' : ''}`;
}
