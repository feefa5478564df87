import type { Stage } from '../architecture/architecture.js';
import { squeezeExciteWidth } from '../architecture/blocks.js';
import { effectiveStride, type BlockSymbol } from '../architecture/symbol.js';
import { STAGE_FIELDS, choicesOf, type StageSelection } from './fields.js';
import type { SearchSpaceStage } from './search-space.js';

/** A stage of the space taken out of the network, or the choices that make `length` items of it. */
interface Match {
  readonly selection: StageSelection;
  readonly length: number;
}

/**
 * Divides a sequence of `length` items among the stages of a space, in order; null when that is impossible.
 * `matchesAt` lists the ways a stage can make items from a position on; `leftOut` is how a stage makes none.
 */
function divide(
  stages: readonly SearchSpaceStage[], length: number,
  matchesAt: (stage: SearchSpaceStage, position: number) => Iterable<Match>,
): StageSelection[] | null {
  const hopeless = new Set<number>();
  const from = (index: number, position: number): StageSelection[] | null => {
    const stage = stages[index];
    if (stage === undefined) return position === length ? [] : null;
    const state = index * (length + 1) + position;
    if (hopeless.has(state)) return null;
    for (const match of waysOf(stage, position)) {
      const rest = from(index + 1, position + match.length);
      if (rest !== null) return [match.selection, ...rest];
    }
    hopeless.add(state);
    return null;
  };
  function* waysOf(stage: SearchSpaceStage, position: number): Iterable<Match> {
    if (position < length) yield* matchesAt(stage, position);
    const none = choicesOf(stage.layers).indexOf(0);
    if (none >= 0) yield { selection: { ...FIRST_CHOICES, layers: none }, length: 0 };
  }
  return from(0, 0);
}

const FIRST_CHOICES: StageSelection = { op: 0, kernel: 0, stride: 0, expansion: 0, channels: 0, layers: 0, squeezeExcite: 0 };

/** The choices that give exactly these stages, value by value. */
export function matchStages(stages: readonly SearchSpaceStage[], wanted: readonly Stage[]): StageSelection[] | null {
  return divide(stages, wanted.length, function* (stage, position) {
    const target = wanted[position] as Stage;
    const entries = STAGE_FIELDS.map((name) => [name, choicesOf<unknown>(stage[name]).indexOf(target[name])] as const);
    if (entries.every(([, index]) => index >= 0)) yield { selection: Object.fromEntries(entries) as StageSelection, length: 1 };
  });
}

/** A sequence of blocks and what comes into it. */
export interface BlockSequence {
  readonly symbols: readonly BlockSymbol[];
  /** Channels of the stem. */
  readonly inChannels: number;
  /** Whether the image at the input of each block is a single pixel. */
  readonly singlePixel: readonly boolean[];
}

/** The choices that give these blocks, however they are divided into stages. */
export function matchBlocks(stages: readonly SearchSpaceStage[], blocks: BlockSequence): StageSelection[] | null {
  return divide(stages, blocks.symbols.length, function* (stage, position) {
    const first = blocks.symbols[position] as BlockSymbol;
    const inChannels = blocks.symbols[position - 1]?.channels ?? blocks.inChannels;
    const plain = {
      op: choicesOf(stage.op).indexOf(first.op),
      kernel: choicesOf(stage.kernel).indexOf(first.kernel),
      stride: choicesOf(stage.stride).findIndex((stride) => (
        effectiveStride(stride, blocks.singlePixel[position] ?? false) === first.stride
        && (stride === 1 && inChannels === first.channels) === first.hasResidual)),
      expansion: choicesOf(stage.expansion).indexOf(first.expansion),
      channels: choicesOf(stage.channels).indexOf(first.channels),
    };
    if (Object.values(plain).includes(-1)) return;
    for (const [layers, length] of choicesOf(stage.layers).entries()) {
      if (length === 0 || !repeats(blocks.symbols, position, length)) continue;
      const second = length === 1 ? undefined : blocks.symbols[position + 1];
      const squeezeExcite = choicesOf(stage.squeezeExcite).findIndex((ratio) => (
        squeezeExciteWidth(ratio, inChannels) === first.squeezeExciteChannels
        && (second === undefined || squeezeExciteWidth(ratio, first.channels) === second.squeezeExciteChannels)));
      if (squeezeExcite >= 0) yield { selection: { ...plain, layers, squeezeExcite }, length };
    }
  });
}

/** Whether `length` blocks from `position` on can be one stage: all after the first alike, and like it but for its stride. */
function repeats(symbols: readonly BlockSymbol[], position: number, length: number): boolean {
  if (position + length > symbols.length) return false;
  const first = symbols[position] as BlockSymbol;
  const second = symbols[position + 1] as BlockSymbol;
  return symbols.slice(position + 1, position + length).every((symbol) => (
    symbol.op === first.op && symbol.kernel === first.kernel && symbol.expansion === first.expansion
    && symbol.channels === first.channels && symbol.stride === 1 && symbol.hasResidual
    && symbol.squeezeExciteChannels === second.squeezeExciteChannels));
}
