import type { BlockOp, Kernel, Stride } from '../architecture/architecture.js';
import { squeezeExciteWidth } from '../architecture/blocks.js';
import { effectiveStride, type BlockSymbol } from '../architecture/symbol.js';
import { choicesOf } from './fields.js';
import { groupBy } from './group-by.js';
import type { SearchSpaceStage } from './search-space.js';

/** What all blocks of a stage share. */
export interface BlockKind {
  readonly op: BlockOp;
  readonly kernel: Kernel;
  readonly expansion: number;
}

/** What else there is to a block. */
export type BlockShape = Omit<BlockSymbol, keyof BlockKind>;

/**
 * Kinds that exactly the same stages offer. Swapping two of them everywhere turns the space into itself, so what can
 * follow one is as much as what can follow the other: it is counted once for all of them.
 */
export interface KindClass {
  readonly id: number;
  readonly kinds: readonly BlockKind[];
}

/** The classes of the kinds that each stage offers. */
export function kindClassesOf(stages: readonly SearchSpaceStage[]): (readonly KindClass[])[] {
  const offers = new Map<string, { kind: BlockKind; stages: number[] }>();
  stages.forEach((stage, index) => {
    for (const op of choicesOf(stage.op)) for (const kernel of choicesOf(stage.kernel)) {
      for (const expansion of choicesOf(stage.expansion)) {
        const key = `${op} ${kernel} ${expansion}`;
        const known = offers.get(key);
        if (known === undefined) offers.set(key, { kind: { op, kernel, expansion }, stages: [index] });
        else known.stages.push(index);
      }
    }
  });
  const groups = groupBy(offers.values(), (offer) => offer.stages.join());
  const classes = Array.from(groups.values(), (group, id) => ({
    stages: group[0]?.stages ?? [], kindClass: { id, kinds: group.map(({ kind }) => kind) },
  }));
  return stages.map((_, index) => (
    classes.filter((each) => each.stages.includes(index)).map(({ kindClass }) => kindClass)));
}

/** A first block of a stage; `further` is the squeeze-excite width of the blocks after it. */
export interface Beginning {
  readonly shape: BlockShape;
  readonly further: number;
}

/** The different first blocks of a stage, but for their kind. */
export function beginningsOf(stage: SearchSpaceStage, inChannels: number, isSinglePixel: boolean): Beginning[] {
  const found = new Map<string, Beginning>();
  for (const stride of choicesOf<Stride>(stage.stride)) for (const channels of choicesOf(stage.channels)) {
    for (const ratio of choicesOf(stage.squeezeExcite)) {
      const shape = {
        stride: effectiveStride(stride, isSinglePixel),
        channels,
        squeezeExciteChannels: squeezeExciteWidth(ratio, inChannels),
        hasResidual: stride === 1 && inChannels === channels,
      };
      const further = squeezeExciteWidth(ratio, channels);
      found.set(`${shapeKey(shape)} ${further}`, { shape, further });
    }
  }
  return [...found.values()];
}

export function shapeKey({ stride, channels, squeezeExciteChannels, hasResidual }: BlockShape): string {
  return `s${stride}c${channels}q${squeezeExciteChannels}${hasResidual ? 'r' : ''}`;
}
