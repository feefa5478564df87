import type { Architecture, BlockOp, Kernel, Stage, Stride } from './architecture.js';

/**
 * One concrete block. Every convolution has SAME padding and no bias and is followed by batch norm; "act" is SiLU.
 *
 * - `mbconv`: [1x1 inChannels->hiddenChannels, act, only if expansion > 1], depthwise kxk with the stride, act,
 *   [squeeze-excite], 1x1 hiddenChannels->outChannels without act.
 * - `fused_mbconv`, expansion > 1: kxk inChannels->hiddenChannels with the stride, act, [squeeze-excite],
 *   1x1 hiddenChannels->outChannels without act.
 * - `fused_mbconv`, expansion 1: [squeeze-excite on the block's input], one kxk inChannels->outChannels with the stride,
 *   act.
 *
 * Squeeze-excite: global mean, 1x1 hiddenChannels->squeezeExciteChannels with bias, SiLU,
 * 1x1 squeezeExciteChannels->hiddenChannels with bias, sigmoid, multiply.
 * Then the block's input is added if `hasResidual`.
 * Source: Tan & Le 2021, EfficientNetV2 (arXiv 2104.00298), and its released code.
 */
export interface Block {
  readonly op: BlockOp;
  readonly kernel: Kernel;
  readonly stride: Stride;
  readonly expansion: number;
  readonly inChannels: number;
  readonly outChannels: number;
  /** expansion * inChannels. */
  readonly hiddenChannels: number;
  /** 0 means no squeeze-excite. */
  readonly squeezeExciteChannels: number;
  /** Stride 1 and as many channels out as in. */
  readonly hasResidual: boolean;
  /** Index into the architecture's stages. */
  readonly stage: number;
  readonly inputHeight: number;
  readonly inputWidth: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
}

/** The blocks of all stages, from the stem to the head. */
export function expandBlocks(architecture: Architecture): Block[] {
  const blocks: Block[] = [];
  let height = outputSize(architecture.input.height, architecture.stem.stride);
  let width = outputSize(architecture.input.width, architecture.stem.stride);
  let channels = architecture.stem.channels;
  architecture.stages.forEach((stage, index) => {
    for (let layer = 0; layer < stage.layers; layer += 1) {
      const block = createBlock(stage, index, layer, channels, height, width);
      blocks.push(block);
      ({ outChannels: channels, outputHeight: height, outputWidth: width } = block);
    }
  });
  return blocks;
}

function createBlock(
  stage: Stage, index: number, layer: number, inChannels: number, inputHeight: number, inputWidth: number,
): Block {
  const stride = layer === 0 ? stage.stride : 1;
  return {
    op: stage.op,
    kernel: stage.kernel,
    stride,
    expansion: stage.expansion,
    inChannels,
    outChannels: stage.channels,
    hiddenChannels: stage.expansion * inChannels,
    squeezeExciteChannels: squeezeExciteWidth(stage.squeezeExcite, inChannels),
    hasResidual: stride === 1 && inChannels === stage.channels,
    stage: index,
    inputHeight,
    inputWidth,
    outputHeight: outputSize(inputHeight, stride),
    outputWidth: outputSize(inputWidth, stride),
  };
}

/** Height or width after a convolution with SAME padding. */
export function outputSize(size: number, stride: Stride): number {
  return Math.ceil(size / stride);
}

/** Hidden width of a squeeze-excite, from the block's INPUT channels; 0 means none. */
export function squeezeExciteWidth(ratio: number, inChannels: number): number {
  return ratio === 0 ? 0 : Math.max(1, Math.floor(ratio * inChannels));
}
