/** The published tables that every reference architecture follows from. Sources: Tan & Le 2019 (arXiv 1905.11946) and 2021 (arXiv 2104.00298). */
import type { Architecture, Kernel, Stage, Stride } from '../architecture/architecture.js';

export interface Table {
  readonly stem: number;
  readonly stages: readonly Stage[];
  readonly head: number;
}

/** Every V1 stage is MBConv with squeeze-excite 0.25; the first does not expand. */
const V1_STAGES: readonly (readonly [kernel: Kernel, stride: Stride, channels: number, layers: number])[] = [
  [3, 1, 16, 1], [3, 2, 24, 2], [5, 2, 40, 2], [3, 2, 80, 3], [5, 1, 112, 3], [5, 2, 192, 4], [3, 1, 320, 1],
];

export const V1_BASE: Table = {
  stem: 32, head: 1280,
  stages: V1_STAGES.map(([kernel, stride, channels, layers], index) => ({
    op: 'mbconv', kernel, stride, expansion: index === 0 ? 1 : 6, channels, layers, squeezeExcite: 0.25,
  })),
};

/** [stride, expansion] of V2's stages; the first three are fused and have no squeeze-excite. */
const V2_STAGES: readonly (readonly [stride: Stride, expansion: number])[] = [[1, 1], [2, 4], [2, 4], [2, 4], [1, 6], [2, 6], [1, 6]];
const V2_FUSED = 3;

export const V2_BASE = v2Table(32, [16, 32, 48, 96, 112, 192], [1, 2, 2, 3, 5, 8]);
export const V2_SMALL = v2Table(24, [24, 48, 64, 128, 160, 256], [2, 4, 4, 6, 9, 15]);
export const V2_MEDIUM = v2Table(24, [24, 48, 80, 160, 176, 304, 512], [3, 5, 5, 7, 14, 18, 5]);
export const V2_LARGE = v2Table(32, [32, 64, 96, 192, 224, 384, 640], [4, 7, 7, 10, 19, 25, 7]);
export const V2_EXTRA_LARGE = v2Table(32, [32, 64, 96, 192, 256, 512, 640], [4, 8, 8, 16, 24, 32, 8]);

function v2Table(stem: number, channels: readonly number[], layers: readonly number[]): Table {
  const stages = channels.map((value, index): Stage => {
    const [stride, expansion] = V2_STAGES[index] ?? [1, 6];
    const isFused = index < V2_FUSED;
    return {
      op: isFused ? 'fused_mbconv' : 'mbconv', kernel: 3, stride, expansion, channels: value, layers: layers[index] ?? 1,
      squeezeExcite: isFused ? 0 : 0.25,
    };
  });
  return { stem, stages, head: 1280 };
}

/** Square color images. */
export function assemble({ stem, stages, head }: Table, imageSize: number, classes: number): Architecture {
  return {
    schemaVersion: 1, input: { height: imageSize, width: imageSize, channels: 3 }, classes,
    stem: { kernel: 3, stride: 2, channels: stem }, stages: [...stages], head: { channels: head },
  };
}
