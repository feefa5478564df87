/** What is timed: blocks where EfficientNetV2-S has them, and whole networks with some stages fused. */
import { expandBlocks, referenceArchitecture, scaleArchitecture, type Architecture, type BlockOp } from '@stride/core';

export interface Setting {
  readonly imageSize: number;
  readonly batchSize: number;
}

export interface Plan {
  readonly name: 'small' | 'full' | 'quick';
  /** Multiple of the published channels. */
  readonly width: number;
  /** The first is the one that the others differ from in image size or in batch. */
  readonly settings: readonly Setting[];
  readonly rounds: number;
  /** Timed steps of a turn; one more goes before them. */
  readonly stepsATurn: number;
}

/** For one core of a CPU: some minutes. */
export const SMALL: Plan = {
  name: 'small', width: 0.5, rounds: 9, stepsATurn: 2,
  settings: [[96, 8], [64, 8], [128, 8], [96, 2], [96, 32]].map(toSetting),
};

/** For a GPU: networks as published. */
export const FULL: Plan = {
  name: 'full', width: 1, rounds: 9, stepsATurn: 5,
  settings: [[224, 32], [128, 32], [320, 32], [224, 8], [224, 128]].map(toSetting),
};

/** Whether everything works; its times mean nothing. */
export const QUICK: Plan = { name: 'quick', width: 0.25, rounds: 3, stepsATurn: 1, settings: [[32, 2], [64, 2], [32, 4]].map(toSetting) };

function toSetting([imageSize = 0, batchSize = 0]: readonly number[]): Setting {
  return { imageSize, batchSize };
}

/** A block where a stage of EfficientNetV2-S repeats it: stride 1, as many channels out as in. */
export interface BlockPlace {
  /** From 1. */
  readonly stage: number;
  /** Height and width of what the block works on. */
  readonly resolution: number;
  readonly channels: number;
  readonly expansion: number;
}

export function blockPlaces(width: number, imageSize: number): BlockPlace[] {
  const { architecture } = scaleArchitecture(referenceArchitecture('efficientnetv2-s', { imageSize }), { target: { width } });
  return architecture.stages.map(({ channels, expansion }, stage) => {
    const resolution = expandBlocks(architecture).find((block) => block.stage === stage)?.outputHeight ?? 1;
    return { stage: stage + 1, resolution, channels, expansion };
  });
}

/**
 * As little as possible around `layers` such blocks, so that a difference in layers is one of blocks. Neither has
 * squeeze-excite: what is compared is an expansion and a depthwise convolution with one full convolution.
 */
export function blockNetwork({ resolution, channels, expansion }: BlockPlace, op: BlockOp, layers: number): Architecture {
  return {
    schemaVersion: 1, input: { height: resolution, width: resolution, channels: 3 }, classes: 10, stem: { kernel: 1, stride: 1, channels },
    stages: [{ op, kernel: 3, stride: 1, expansion, channels, layers, squeezeExcite: 0 }],
    head: { channels: 16 },
  };
}

/** How many of the first stages are fused, as in the paper's ablation. */
export const FUSED_STAGES = [0, 3, 5, 7] as const;
export type FusedStages = (typeof FUSED_STAGES)[number];

/**
 * EfficientNet-B0 with its first stages fused: each such block keeps its kernel and gives up squeeze-excite. Applied to B4 this
 * rule gives 43.5 and 132.1 million parameters for stages 1 to 5 and for all, the paper has 43.4 and 132.0 (Tan & Le 2021, table 3).
 */
export function fusedNetwork(fused: FusedStages, width: number, imageSize: number): Architecture {
  return withFusedStages(scaleArchitecture(referenceArchitecture('efficientnet-b0', { imageSize, classes: 100 }), { target: { width } }).architecture, fused);
}

export function withFusedStages(architecture: Architecture, fused: number): Architecture {
  const stages = architecture.stages.map((stage, index) => (index < fused ? { ...stage, op: 'fused_mbconv' as const, squeezeExcite: 0 } : stage));
  return { ...architecture, stages };
}
