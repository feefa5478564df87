import type { Architecture, Stage } from '@stride/core';

/**
 * The published EfficientNet families, built from their tables, to hold the cost model against.
 * Sources: Tan & Le 2019 (arXiv 1905.11946) and 2021 (arXiv 2104.00298) and their released configurations.
 */
export type EfficientNetV2Name = 'b0' | 'b1' | 'b2' | 'b3' | 's' | 'm' | 'l' | 'xl';

interface Family {
  readonly stem: number;
  readonly channels: readonly number[];
  readonly layers: readonly number[];
  readonly head: number;
}

const BASE = { stem: 32, channels: [16, 32, 48, 96, 112, 192], layers: [1, 2, 2, 3, 5, 8], head: 1280 };
const LARGE: Readonly<Record<string, Family>> = {
  s: { stem: 24, channels: [24, 48, 64, 128, 160, 256], layers: [2, 4, 4, 6, 9, 15], head: 1280 },
  m: { stem: 24, channels: [24, 48, 80, 160, 176, 304, 512], layers: [3, 5, 5, 7, 14, 18, 5], head: 1280 },
  l: { stem: 32, channels: [32, 64, 96, 192, 224, 384, 640], layers: [4, 7, 7, 10, 19, 25, 7], head: 1280 },
  xl: { stem: 32, channels: [32, 64, 96, 192, 256, 512, 640], layers: [4, 8, 8, 16, 24, 32, 8], head: 1280 },
};
/** Width and depth of the base family. */
const BASE_SCALES: Readonly<Record<string, readonly [number, number]>> = {
  b0: [1, 1], b1: [1, 1.1], b2: [1.1, 1.2], b3: [1.2, 1.4],
};

export function efficientNetV2(name: EfficientNetV2Name, size: number, classes = 1000): Architecture {
  const family = LARGE[name] ?? scaledBase(BASE_SCALES[name] ?? [1, 1]);
  const stages = family.channels.map((channels, index): Stage => ({
    op: index < 3 ? 'fused_mbconv' : 'mbconv',
    kernel: 3,
    stride: index === 0 || index === 4 || index === 6 ? 1 : 2,
    expansion: index === 0 ? 1 : index < 4 ? 4 : 6,
    channels,
    layers: family.layers[index] ?? 1,
    squeezeExcite: index < 3 ? 0 : 0.25,
  }));
  return assemble(size, classes, family.stem, stages, family.head);
}

/** `width` and `depth` as published, e.g. 1.4 and 1.8 for B4. */
export function efficientNetV1(width: number, depth: number, size: number, classes = 1000): Architecture {
  const channels = [16, 24, 40, 80, 112, 192, 320];
  const layers = [1, 2, 2, 3, 3, 4, 1];
  const kernels = [3, 3, 5, 3, 5, 5, 3] as const;
  const strides = [1, 2, 2, 2, 1, 2, 1] as const;
  const stages = channels.map((value, index): Stage => ({
    op: 'mbconv',
    kernel: kernels[index] ?? 3,
    stride: strides[index] ?? 1,
    expansion: index === 0 ? 1 : 6,
    channels: guardedMultipleOf8(value * width),
    layers: Math.ceil((layers[index] ?? 1) * depth),
    squeezeExcite: 0.25,
  }));
  return assemble(size, classes, guardedMultipleOf8(32 * width), stages, guardedMultipleOf8(1280 * width));
}

function scaledBase([width, depth]: readonly [number, number]): Family {
  return {
    stem: multipleOf8(BASE.stem * width),
    channels: BASE.channels.map((channels) => multipleOf8(channels * width)),
    layers: BASE.layers.map((layers) => Math.ceil(layers * depth)),
    head: multipleOf8(BASE.head * width),
  };
}

function assemble(size: number, classes: number, stem: number, stages: Stage[], head: number): Architecture {
  return {
    schemaVersion: 1,
    input: { height: size, width: size, channels: 3 },
    classes,
    stem: { kernel: 3, stride: 2, channels: stem },
    stages,
    head: { channels: head },
  };
}

/** V2 rounds to the nearest multiple of 8, at least 8. */
function multipleOf8(value: number): number {
  return Math.max(8, Math.floor((value + 4) / 8) * 8);
}

/** V1 rounds up instead when the nearest would lose more than a tenth. */
function guardedMultipleOf8(value: number): number {
  const rounded = multipleOf8(value);
  return rounded < 0.9 * value ? rounded + 8 : rounded;
}
