/** What the figures say of the paper's claims, on this device. */
import type { BlockResult, NetworkResult, Results, Spread } from './results.js';

/** A block whose times could be told apart from what surrounds them. */
type Resolved = BlockResult & { readonly timeRatio: Spread };

function isResolved(block: BlockResult): block is Resolved {
  return block.timeRatio !== null;
}

/** Images a second in EfficientNet-B4 on a V100 by the number of fused stages (Tan & Le 2021, table 3). */
export const PAPER: readonly { readonly fusedStages: number; readonly imagesPerSecond: number }[] = [
  { fusedStages: 0, imagesPerSecond: 155 }, { fusedStages: 3, imagesPerSecond: 216 }, { fusedStages: 5, imagesPerSecond: 223 }, { fusedStages: 7, imagesPerSecond: 206 },
];

/** Multiply-adds of forward and backward a second, as a block gets them done. */
export function rate(multiplyAdds: number, batchSize: number, { median }: Spread): number {
  return (3 * 2 * multiplyAdds * batchSize) / (median / 1000) / 1e9;
}

/** Sentences, each about one claim: what the paper says, what was seen, and whether it holds. */
export function verdict({ blocks: measured, networks, plan }: Results): string[] {
  const [main] = plan.settings;
  const blocks = measured.filter(isResolved);
  const isMain = (result: { imageSize: number; batchSize: number }) => result.imageSize === main?.imageSize && result.batchSize === main.batchSize;
  const mainBlocks = blocks.filter(isMain);
  return [
    ...(mainBlocks.length === 0 ? [] : [unitsClaim(mainBlocks), earlyClaim(mainBlocks), sizeClaim(blocks, main?.batchSize ?? 0)]),
    networkClaim(networks.filter(isMain)),
  ];
}

function unitsClaim(blocks: readonly Resolved[]): string {
  const slower = blocks.filter((block) => rate(block.mbconvMultiplyAdds, block.batchSize, block.mbconvMs) < rate(block.fusedMultiplyAdds, block.batchSize, block.fusedMs));
  const holds = slower.length === blocks.length ? 'It holds here in every stage' : slower.length === 0 ? 'It holds here in no stage' : `It holds here in ${stages(slower)}`;
  const gains = blocks.map((block) => (block.fusedMultiplyAdds / block.mbconvMultiplyAdds) / block.timeRatio.median);
  return `*Depthwise convolutions use the hardware's units badly.* ${holds}: for each multiply-add Fused-MBConv takes ${range(gains.map((gain) => 1 / gain))} times the time that MBConv takes.`;
}

function earlyClaim(blocks: readonly Resolved[]): string {
  const faster = blocks.filter(({ timeRatio }) => timeRatio.p90 < 1), slower = blocks.filter(({ timeRatio }) => timeRatio.p10 > 1);
  const rest = blocks.filter((block) => !faster.includes(block) && !slower.includes(block));
  const parts = [
    ...(faster.length === 0 ? [] : [`faster in ${stages(faster)}`]), ...(slower.length === 0 ? [] : [`slower in ${stages(slower)}`]),
    ...(rest.length === 0 ? [] : [`not told apart from MBConv in ${stages(rest)}`]),
  ];
  const isEarly = ({ stage }: Resolved) => stage <= 3;
  const claim = '*Early stages train faster with Fused-MBConv, late ones do not.*';
  const holds = faster.some(isEarly) && slower.every((block) => !isEarly(block)) ? 'It holds here' : faster.some(isEarly) ? 'It holds here in part' : 'It does not hold here';
  const ratios = blocks.map(({ timeRatio }) => timeRatio.median);
  return `${claim} ${holds}: Fused-MBConv is ${parts.join(', ')}; a block takes ${range(ratios)} times as long as MBConv, for ${range(blocks.map((block) => block.fusedMultiplyAdds / block.mbconvMultiplyAdds))} times the multiply-adds. ${leaning(blocks)}`;
}

/** Whether early stages are at least the better place for it. */
function leaning(blocks: readonly Resolved[]): string {
  const mean = (isWanted: (stage: number) => boolean) => geometricMean(blocks.filter(({ stage }) => isWanted(stage)).map(({ timeRatio }) => timeRatio.median));
  return `The ratio is ${mean((stage) => stage <= 3).toFixed(2)} in stages 1 to 3 and ${mean((stage) => stage > 3).toFixed(2)} in stages 4 to 6 (geometric means).`;
}

function sizeClaim(blocks: readonly Resolved[], batchSize: number): string {
  const sizes = [...new Set(blocks.filter((block) => block.batchSize === batchSize).map(({ imageSize }) => imageSize))].sort((a, b) => a - b);
  const mean = (imageSize: number) => geometricMean(blocks.filter((block) => block.batchSize === batchSize && block.imageSize === imageSize).map(({ timeRatio }) => timeRatio.median));
  return `*By image size*, the geometric mean of the ratio over all stages is ${sizes.map((size) => `${mean(size).toFixed(2)} at ${size} px`).join(', ')}.`;
}

function networkClaim(networks: readonly NetworkResult[]): string {
  const others = networks.filter(({ fusedStages }) => fusedStages > 0);
  const faster = others.filter(({ speedup }) => speedup.p10 > 1), slower = others.filter(({ speedup }) => speedup.p90 < 1);
  const rest = others.filter((network) => !faster.includes(network) && !slower.includes(network));
  const named = (list: readonly NetworkResult[], words: string) => (list.length === 0 ? [] : [`${list.map(({ fusedStages }) => fusedName(fusedStages)).join(', ')} ${words}`]);
  const seen = networks.map(({ fusedStages, speedup }) => `${speedup.median.toFixed(2)} (${fusedName(fusedStages)})`).join(', ');
  const parts = [...named(faster, 'faster than none'), ...named(rest, 'cannot be told apart from none'), ...named(slower, 'slower than none')];
  const holds = `${faster.length > 0 ? 'It holds here' : 'It does not hold here'}: ${parts.join('; ')}`;
  const [none] = PAPER;
  const paper = PAPER.map(({ fusedStages, imagesPerSecond }) => `${(imagesPerSecond / (none?.imagesPerSecond ?? 1)).toFixed(2)} (${fusedName(fusedStages)})`).join(', ');
  return `*A network with its first stages fused trains faster.* ${holds}. Images a second, relative to none fused: ${seen}; in the paper, EfficientNet-B4 on a V100: ${paper}.`;
}

export function fusedName(fusedStages: number): string {
  return fusedStages === 0 ? 'none' : fusedStages === 7 ? 'all' : `1-${fusedStages}`;
}

function stages(blocks: readonly Resolved[]): string {
  return `stage${blocks.length === 1 ? '' : 's'} ${blocks.map(({ stage }) => stage).join(', ')}`;
}

function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(2));
  return low === high ? `${low}` : `${low} to ${high}`;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
