import { barPlot, renderSvg } from '#plots';
import type { Setting } from './plan.js';
import { isAt, settingName } from './readable.js';
import type { Results } from './results.js';
import { fusedName, PAPER } from './verdict.js';

/** SVG by the ending of its file's name. */
export function drawPlots(results: Results): Readonly<Record<string, string>> {
  const { settings } = results.plan;
  const [main] = settings;
  const along = (varies: (setting: Setting) => boolean, by: (setting: Setting) => number) => settings.filter(varies).sort((a, b) => by(a) - by(b));
  const sizes = along(({ batchSize }) => batchSize === main?.batchSize, ({ imageSize }) => imageSize);
  const batches = along(({ imageSize }) => imageSize === main?.imageSize, ({ batchSize }) => batchSize);
  return {
    'image-size': blockPlot(results, sizes, `Fused-MBConv against MBConv by image size, batch ${main?.batchSize}`),
    batch: blockPlot(results, batches, `Fused-MBConv against MBConv by batch, images of ${main?.imageSize} px`),
    networks: networkPlot(results, sizes),
  };
}

function blockPlot({ blocks, machine }: Results, settings: readonly Setting[], title: string): string {
  const places = blocks.filter((block) => isAt(block, settings[0]));
  return renderSvg(barPlot({
    title, subtitle: subtitle(machine), xName: 'stage of EfficientNetV2-S (channels, expansion)', yName: 'time of a block, Fused-MBConv over MBConv (ratio)',
    categories: places.map(({ stage, channels, expansion }) => `${stage} (${channels}, e${expansion})`),
    series: settings.map((setting) => ({
      name: settingName(setting), values: places.map(({ stage }) => blocks.find((block) => block.stage === stage && isAt(block, setting))?.timeRatio?.median ?? null),
    })),
    reference: { value: 1, label: 'the same' },
  }), { width: 900 });
}

function networkPlot({ networks, machine, plan }: Results, settings: readonly Setting[]): string {
  const none = PAPER[0]?.imagesPerSecond ?? 1;
  return renderSvg(barPlot({
    title: `EfficientNet-B0 (channels times ${plan.width}) with its first stages fused`, subtitle: subtitle(machine), xName: 'fused stages',
    yName: 'images a second, relative to none fused (ratio)', categories: PAPER.map(({ fusedStages }) => fusedName(fusedStages)),
    series: [
      ...settings.map((setting) => ({
        name: settingName(setting), values: PAPER.map(({ fusedStages }) => networks.find((network) => network.fusedStages === fusedStages && isAt(network, setting))?.speedup.median ?? null),
      })),
      { name: 'the paper: B4, V100', values: PAPER.map(({ imagesPerSecond }) => imagesPerSecond / none) },
    ],
    reference: { value: 1, label: 'the same' },
  }), { width: 900 });
}

function subtitle({ backend, device, isAccelerator, threads }: Results['machine']): string {
  return `training step; ${backend} on ${device}${isAccelerator ? '' : `, ${threads === 1 ? 'one thread' : `${threads} threads`}`}; medians of rounds in turns`;
}
