/**
 * An architecture in timm's strings, such as `ir_r6_k3_s2_e4_c128_se0.25`: one list of strings a stage. What timm makes of them was read
 * in its `_efficientnet_builder.py` and `_efficientnet_blocks.py` (1.0).
 */
import { expandBlocks, StrideError, type Architecture, type Block } from '@stride/core';

/** @throws StrideError EXPORT_UNSUPPORTED naming the first thing that timm's blocks cannot be told */
export function timmStages(architecture: Architecture): string[][] {
  const stages: string[][] = architecture.stages.map(() => []);
  const blocks = expandBlocks(architecture);
  blocks.forEach((block, index) => {
    const strings = stages[block.stage] as string[];
    const ratio = architecture.stages[block.stage]?.squeezeExcite ?? 0;
    const own = blockTokens(block, ratio);
    const before = blocks[index - 1];
    if (before?.stage === block.stage && same(blockTokens(before, ratio), own)) {
      strings.push(withRepeats(strings.pop() as string));
    } else {
      strings.push([own.type, 'r1', ...own.tokens.toSpliced(1, 0, `s${block.stride}`), ...own.last].join('_'));
    }
  });
  return stages;
}

interface Tokens {
  readonly type: string;
  /** Kernel, expansion, channels; the stride comes after the kernel, and does not tell blocks of a stage apart. */
  readonly tokens: readonly string[];
  readonly last: readonly string[];
}

const same = (a: Tokens, b: Tokens) => a.type === b.type && a.tokens.join() === b.tokens.join() && a.last.join() === b.last.join();

const withRepeats = (text: string) => text.replace(/_r(\d+)_/, (_, repeats: string) => `_r${Number(repeats) + 1}_`);

function blockTokens(block: Block, ratio: number): Tokens {
  const { op, kernel, expansion, outChannels, hiddenChannels } = block;
  const tokens = [`k${kernel}`, `e${expansion}`, `c${outChannels}`];
  if (expansion > 1 && hiddenChannels % WIDTH_DIVISOR !== 0) {
    throw unsupported(block, `has hidden layers of ${hiddenChannels} channels, which timm rounds to a multiple of ${WIDTH_DIVISOR}`);
  }
  if (op === 'fused_mbconv' && expansion === 1) {
    if (block.squeezeExciteChannels > 0) throw unsupported(block, 'is Fused-MBConv of expansion 1 with squeeze-excite, for which timm has no block');
    return { type: 'cn', tokens, last: ['skip'] };
  }
  const type = op === 'fused_mbconv' ? 'er' : expansion === 1 ? 'ds' : 'ir';
  return { type, tokens, last: block.squeezeExciteChannels === 0 ? [] : [`se${squeezeExciteRatio(block, ratio)}`] };
}

/** timm makes hidden layers a multiple of 8 wide, whatever the rounding of channels. */
const WIDTH_DIVISOR = 8;

/** The stage's own ratio where timm makes the same width of it, since it rounds to the nearest; else one that has no rest. */
function squeezeExciteRatio(block: Block, ratio: number): number {
  const { inChannels, squeezeExciteChannels } = block;
  return timmWidth(block, ratio) === squeezeExciteChannels ? ratio : squeezeExciteChannels / inChannels;
}

/** Width of a squeeze-excite as timm computes it. */
function timmWidth({ hiddenChannels, expansion }: Pick<Block, 'hiddenChannels' | 'expansion'>, ratio: number): number {
  return roundHalfToEven(hiddenChannels * (ratio / expansion));
}

/** As Python's `round`. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function unsupported(block: Block, what: string): StrideError {
  return new StrideError('EXPORT_UNSUPPORTED', `timm cannot express stage ${block.stage + 1}: it ${what}. The format pytorch can.`);
}
