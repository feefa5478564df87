/** The figures as Markdown, for a terminal and for a file. */
import type { Setting } from './plan.js';
import type { BlockResult, NetworkResult, Results, Spread } from './results.js';
import { fusedName, rate, verdict } from './verdict.js';

/** @param plots file names of the plots, beside the text */
export function readable(results: Results, plots: readonly string[] = []): string {
  const { machine, plan, note, blocks, networks } = results;
  const [main] = plan.settings;
  const mainBlocks = blocks.filter((block) => isAt(block, main)), mainNetworks = networks.filter((network) => isAt(network, main));
  const cpu = machine.isAccelerator ? [] : ['This is a CPU. What follows holds for it and this backend, and says nothing of a GPU, whose units the paper is about.'];
  return `${[
    `# MBConv against Fused-MBConv, ${results.date.slice(0, 10)}`,
    `${machine.backend} on ${machine.device}${machine.isAccelerator ? '' : `, ${machine.threads === 1 ? 'one thread' : `${machine.threads} threads`}`}; ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}, Node ${machine.node}. `
      + `Load before the run: ${machine.loadBefore}. Times are ${machine.clock === 'wall' ? 'of the wall clock' : 'processor time of the process, so that others on the machine count little'}. Plan "${plan.name}": channels times ${plan.width}, ${plan.rounds} rounds of ${plan.stepsATurn} steps.`,
    ...(note === null ? [] : [`Note: ${note}`]),
    ...cpu,
    plan.name === 'quick' ? 'A quick run: these times mean nothing.' : verdict(results).map((sentence) => `- ${sentence}`).join('\n'),
    `## One block, ${settingName(main)}`,
    'Forward, backward and update of one repeated block where EfficientNetV2-S has it. Ratio: Fused-MBConv over MBConv within a round, median (p10 to p90); below 1 Fused-MBConv is faster.',
    blockTable(mainBlocks),
    '## The ratio by image size and batch',
    ratioTable(blocks, plan.settings),
    `## A network with its first stages fused, ${settingName(main)}`,
    'EfficientNet-B0. Fused blocks keep their kernel and give up squeeze-excite. A training step; speed relative to none fused, within a round.',
    networkTable(mainNetworks),
    '## The same by image size and batch: speed relative to none fused',
    speedTable(networks, plan.settings),
    ...plots.map((file) => `![${file}](${file})`),
  ].join('\n\n')}\n`;
}

function blockTable(blocks: readonly BlockResult[]): string {
  return table(
    ['stage', 'works on', 'expansion', 'MBConv ms', 'Fused ms', 'ratio', 'multiply-adds ratio', 'MBConv GFLOP/s', 'Fused GFLOP/s'],
    blocks.map((block) => [
      `${block.stage}`, `${block.resolution}x${block.resolution}x${block.channels}`, `${block.expansion}`, milliseconds(block.mbconvMs.median), milliseconds(block.fusedMs.median),
      spread(block.timeRatio), (block.fusedMultiplyAdds / block.mbconvMultiplyAdds).toFixed(2),
      rate(block.mbconvMultiplyAdds, block.batchSize, block.mbconvMs).toFixed(1), rate(block.fusedMultiplyAdds, block.batchSize, block.fusedMs).toFixed(1),
    ]));
}

function ratioTable(blocks: readonly BlockResult[], settings: readonly Setting[]): string {
  const stages = [...new Set(blocks.map(({ stage }) => stage))];
  return table(['stage', ...settings.map(settingName)], stages.map((stage) => [
    `${stage}`, ...settings.map((setting) => spread(blocks.find((block) => block.stage === stage && isAt(block, setting))?.timeRatio)),
  ]));
}

function networkTable(networks: readonly NetworkResult[]): string {
  return table(['fused stages', 'parameters', 'multiply-adds', 'step ms (p10 to p90)', 'images/s', 'speed'], networks.map((network) => [
    fusedName(network.fusedStages), network.params.toLocaleString('en-US'), `${(network.multiplyAdds / 1e6).toFixed(1)} M`,
    `${milliseconds(network.stepMs.median)} (${milliseconds(network.stepMs.p10)} to ${milliseconds(network.stepMs.p90)})`, network.imagesPerSecond.toFixed(1), spread(network.speedup),
  ]));
}

function speedTable(networks: readonly NetworkResult[], settings: readonly Setting[]): string {
  const variants = [...new Set(networks.map(({ fusedStages }) => fusedStages))];
  return table(['fused stages', ...settings.map(settingName)], variants.map((fused) => [
    fusedName(fused), ...settings.map((setting) => spread(networks.find((network) => network.fusedStages === fused && isAt(network, setting))?.speedup)),
  ]));
}

export function settingName(setting: Setting | undefined): string {
  return `${setting?.imageSize} px, batch ${setting?.batchSize}`;
}

export function isAt(result: Setting, setting: Setting | undefined): boolean {
  return result.imageSize === setting?.imageSize && result.batchSize === setting.batchSize;
}

function spread(value: Spread | null | undefined): string {
  return value == null ? '-' : `${value.median.toFixed(2)} (${value.p10.toFixed(2)} to ${value.p90.toFixed(2)})`;
}

function milliseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
