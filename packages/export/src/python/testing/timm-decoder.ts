/** For tests: what timm 1.0 makes of stage strings, written down again from its decoder, builder and blocks. */

export interface TimmBlock {
  readonly op: 'mbconv' | 'fused_mbconv';
  readonly kernel: number;
  readonly stride: number;
  readonly inChannels: number;
  readonly hiddenChannels: number;
  readonly outChannels: number;
  readonly squeezeExciteChannels: number;
  readonly hasResidual: boolean;
}

/** timm's `make_divisible(v)`. */
function makeDivisible(value: number): number {
  const rounded = Math.max(8, Math.floor((value + 4) / 8) * 8);
  return rounded < 0.9 * value ? rounded + 8 : rounded;
}

/** Python's `round`: the nearest, and of two the even one. */
function pythonRound(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

export function decodeStages(stages: readonly (readonly string[])[], stemSize: number): TimmBlock[] {
  const blocks: TimmBlock[] = [];
  for (const strings of stages) {
    let isFirst = true;
    for (const text of strings) {
      const { r = 1 } = numbersOf(text);
      for (let repeat = 0; repeat < r; repeat++) {
        blocks.push(decode(text, blocks.at(-1)?.outChannels ?? stemSize, isFirst));
        isFirst = false;
      }
    }
  }
  return blocks;
}

/** `s2` -> {s: 2}. A ratio such as 1e-7 is a number too. */
function numbersOf(text: string): Partial<Record<string, number>> {
  return Object.fromEntries(text.split('_').slice(1).flatMap((token) => {
    const [, key, value] = /^([a-z]+?)(\d.*)$/.exec(token) ?? [];
    return key === undefined ? [] : [[key, Number(value)]];
  }));
}

function decode(text: string, inChannels: number, isFirst: boolean): TimmBlock {
  const type = text.split('_')[0];
  const { k = 0, s = 0, e = 0, c = 0, se = 0 } = numbersOf(text);
  const stride = isFirst ? s : 1;
  // `cn` and `ds` know no expansion, whatever the string says.
  const expansion = type === 'ir' || type === 'er' ? e : 1;
  const hiddenChannels = type === 'ir' || type === 'er' ? makeDivisible(inChannels * e) : inChannels;
  const skips = type === 'cn' ? text.endsWith('_skip') : !text.endsWith('_noskip');
  return {
    op: type === 'ir' || type === 'ds' ? 'mbconv' : 'fused_mbconv', kernel: k, stride, inChannels, hiddenChannels, outChannels: c,
    squeezeExciteChannels: type === 'cn' || se === 0 ? 0 : pythonRound(hiddenChannels * (se / expansion)),
    hasResidual: skips && stride === 1 && inChannels === c,
  };
}

/** Sizes of what timm's modules hold. */
export function parametersOfTimm(blocks: readonly TimmBlock[], values: Readonly<Record<string, number | string>>): number {
  const argument = (name: string, otherwise = 0) => Number(values[name] ?? otherwise);
  const norm = (channels: number) => 2 * channels;
  const conv = (kernel: number, from: number, to: number) => kernel * kernel * from * to + norm(to);
  const depthwise = (kernel: number, channels: number) => kernel * kernel * channels + norm(channels);
  const attention = (channels: number, width: number) => (width === 0 ? 0 : 2 * channels * width + width + channels);
  const ofBlock = ({ op, kernel, inChannels, hiddenChannels, outChannels, squeezeExciteChannels }: TimmBlock) => {
    const expands = hiddenChannels !== inChannels;
    if (op === 'fused_mbconv' && !expands) return conv(kernel, inChannels, outChannels);
    const wide = op === 'fused_mbconv'
      ? conv(kernel, inChannels, hiddenChannels)
      : (expands ? conv(1, inChannels, hiddenChannels) : 0) + depthwise(kernel, hiddenChannels);
    return wide + attention(hiddenChannels, squeezeExciteChannels) + conv(1, hiddenChannels, outChannels);
  };
  const stem = argument('stem_size'), features = argument('num_features'), classes = argument('num_classes');
  return conv(argument('stem_kernel_size', 3), argument('in_chans'), stem) + blocks.reduce((sum, block) => sum + ofBlock(block), 0)
    + conv(1, blocks.at(-1)?.outChannels ?? stem, features) + features * classes + classes;
}
