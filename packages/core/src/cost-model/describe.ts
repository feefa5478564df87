import type { Architecture, BlockOp, ImageShape } from '../architecture/architecture.js';
import { architectureHash } from '../architecture/hash.js';
import { formatArchitecture } from '../architecture/line.js';
import { integerBetween, show } from '../documents/rules.js';
import { StrideError } from '../errors.js';
import { costOf, type PartCost } from './cost.js';
import type { Cost } from './layer-cost.js';

/** What a network costs, part by part, as people and programs are shown it. */
export interface ArchitectureDescription {
  readonly architecture: Architecture;
  /** Its one-line form. */
  readonly text: string;
  readonly hash: string;
  /** Images in a batch, which the activation memory is for. */
  readonly batchSize: number;
  /** `total` has the batch-norm statistics too. */
  readonly params: { readonly trainable: number; readonly total: number };
  /** Of convolutions and classifier, for one image. */
  readonly multiplyAdds: number;
  /** What training a batch keeps for the backward pass, float32: the static estimate of `Cost.activationElements`. */
  readonly activationBytes: number;
  /** From the stem to the classifier; they add up to the whole, but for the activation memory, which has the images themselves too. */
  readonly stages: readonly StageDescription[];
}

export interface StageDescription {
  /** 'stem', 'stage 1' and so on, 'head', 'classifier'. */
  readonly name: string;
  /** Null for stem, head and classifier, which are no blocks. */
  readonly op: BlockOp | null;
  readonly layers: number;
  /** Trainable. */
  readonly params: number;
  readonly batchNormStatistics: number;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
  /** What it hands on for one image. */
  readonly outputShape: ImageShape;
}

const BYTES_PER_NUMBER = 4;
const BATCH_SIZES = integerBetween(1, 1_000_000);

/**
 * @param batchSize images
 * @throws StrideError ARCHITECTURE_INVALID for a batch size that is no count
 */
export function describeArchitecture(architecture: Architecture, { batchSize = 1 }: { readonly batchSize?: number } = {}): ArchitectureDescription {
  if (!BATCH_SIZES.accepts(batchSize)) {
    const message = `found ${show(batchSize)}; expected ${BATCH_SIZES.expected}`;
    throw new StrideError('ARCHITECTURE_INVALID', `The batch size is not valid: ${message}`, { issues: [{ path: '/batchSize', message }] });
  }
  const cost = costOf(architecture);
  const bytes = ({ activationElements }: Cost) => BYTES_PER_NUMBER * batchSize * activationElements;
  return {
    architecture, text: formatArchitecture(architecture), hash: architectureHash(architecture), batchSize,
    params: { trainable: cost.params, total: cost.params + cost.batchNormStatistics },
    multiplyAdds: cost.multiplyAdds,
    activationBytes: bytes(cost),
    stages: cost.parts.map((part, index) => describePart(part, architecture, index - 1, bytes(part))),
  };
}

/** @param stage index into the architecture's stages, outside of it for what is no stage of blocks */
function describePart(part: PartCost, { stages }: Architecture, stage: number, activationBytes: number): StageDescription {
  const { name, params, batchNormStatistics, multiplyAdds, outputShape } = part;
  const blocks = stages[stage];
  return { name, op: blocks?.op ?? null, layers: blocks?.layers ?? 1, params, batchNormStatistics, multiplyAdds, activationBytes, outputShape };
}
