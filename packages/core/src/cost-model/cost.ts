import type { Architecture, ImageShape } from '../architecture/architecture.js';
import { expandBlocks, outputSize } from '../architecture/blocks.js';
import { blockCost } from './block-cost.js';
import { NO_COST, addCosts, classifierCost, convolutionCost, multiplyCost, type Cost } from './layer-cost.js';

/** The cost of one part of a network; `outputShape` is what it hands on for one image. */
export interface PartCost extends Cost {
  /** 'stem', 'stage 1' and so on, 'head', 'classifier'. */
  readonly name: string;
  readonly outputShape: ImageShape;
}

export interface ArchitectureCost extends Cost {
  readonly parts: readonly PartCost[];
}

/**
 * What a network costs, exactly, from its description alone. Multiply-adds are those of convolutions and classifier
 * for one image. Conventions as in the released EfficientNetV2: no convolution has a bias but those of squeeze-excite.
 */
export function costOf(architecture: Architecture): ArchitectureCost {
  const { input, stem, head, classes } = architecture;
  const stemShape = {
    height: outputSize(input.height, stem.stride), width: outputSize(input.width, stem.stride), channels: stem.channels,
  };
  const stemCost = convolutionCost({ kernel: stem.kernel, inChannels: input.channels, output: stemShape, activation: true });
  const stages = stageCosts(architecture);
  const features = stages.at(-1)?.outputShape ?? stemShape;
  const headShape = { ...features, channels: head.channels };
  const headCost = convolutionCost({ kernel: 1, inChannels: features.channels, output: headShape, activation: true });
  const pooled = { height: 1, width: 1, channels: head.channels };
  const parts = [
    { name: 'stem', ...stemCost, outputShape: stemShape },
    ...stages,
    { name: 'head', ...addCosts(headCost, { ...NO_COST, activationElements: head.channels }), outputShape: pooled },
    { name: 'classifier', ...classifierCost(head.channels, classes), outputShape: { ...pooled, channels: classes } },
  ];
  const image = { ...NO_COST, activationElements: input.height * input.width * input.channels };
  return { ...addCosts(image, ...parts), parts };
}

function stageCosts({ stages, ...rest }: Architecture): PartCost[] {
  // All blocks of a stage but its first are alike.
  const blocks = expandBlocks({ ...rest, stages: stages.map((stage) => ({ ...stage, layers: Math.min(stage.layers, 2) })) });
  return stages.map(({ layers }, index) => {
    const [first, another] = blocks.filter((block) => block.stage === index);
    const last = another ?? first;
    return {
      name: `stage ${index + 1}`,
      ...addCosts(first ? blockCost(first) : NO_COST, another ? multiplyCost(blockCost(another), layers - 1) : NO_COST),
      outputShape: {
        height: last?.outputHeight ?? 0, width: last?.outputWidth ?? 0, channels: last?.outChannels ?? 0,
      },
    };
  });
}
