import type { Architecture } from '../architecture/architecture.js';
import { costOf, type ArchitectureCost } from '../cost-model/cost.js';
import { scaleArchitecture, type ScaledArchitecture } from './scale.js';
import { MAX_IMAGE_SIZE, type Coefficients, type ScalingDocument } from './scaling.js';

/** One size of an architecture. */
export interface SizeMember extends ScaledArchitecture {
  readonly size: SizeName;
  readonly cost: ArchitectureCost;
}

export type SizeName = 'S' | 'M' | 'L';

/** Everything of a scaling but the target, which the sizes are. */
export type SizeFamilyOptions = Omit<ScalingDocument, 'target' | 'imageSize'>;

/**
 * M and L as multiples of S. EfficientNetV2's are about the base times width 1.4, 1.6 and 2.0 and depth 1.8, 2.2 and 3.1; its
 * images have 384, 480 and 480 pixels (Tan & Le 2021).
 */
const SIZES: Readonly<Record<SizeName, Coefficients>> = {
  S: { width: 1, depth: 1, resolution: 1 },
  M: { width: 1.6 / 1.4, depth: 2.2 / 1.8, resolution: MAX_IMAGE_SIZE / 384 },
  L: { width: 2 / 1.4, depth: 3.1 / 1.8, resolution: MAX_IMAGE_SIZE / 384 },
};

/** Datasets of such images hold no more pixels than these: enlarged, they cost more and show nothing new. */
const SMALL_IMAGE = 64;

/**
 * The architecture as S, with M and L of it, non-uniform unless the options say otherwise. Images of less than 64 pixels keep
 * their size unless the options have a maximum.
 * @throws StrideError SCALING_INVALID
 */
export function sizeFamily(architecture: Architecture, options: SizeFamilyOptions = {}): SizeMember[] {
  const { height, width } = architecture.input;
  const keepsImages = Math.max(height, width) < SMALL_IMAGE && options.maxImageSize === undefined;
  return (Object.keys(SIZES) as SizeName[]).map((size) => {
    const target = { ...SIZES[size], ...(keepsImages ? { resolution: 1 } : {}) };
    const scaled = scaleArchitecture(architecture, { method: 'nonuniform', ...options, target });
    return { size, ...scaled, cost: costOf(scaled.architecture) };
  });
}
