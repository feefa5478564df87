import { efficientNetV1, efficientNetV2 } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../architecture/architecture.js';
import { costOf } from './cost.js';

/** Trainable parameters, the same with batch norm statistics, multiply-adds: of the published models, 1000 classes. */
const PUBLISHED: readonly (readonly [string, Architecture, number, number, number])[] = [
  ['V2-B0', efficientNetV2('b0', 224), 7_139_704, 7_200_312, 718_086_176],
  ['V2-B1', efficientNetV2('b1', 240), 8_141_052, 8_212_124, 1_196_819_360],
  ['V2-B2', efficientNetV2('b2', 260), 10_096_086, 10_178_374, 1_697_542_832],
  ['V2-B3', efficientNetV2('b3', 300), 14_358_406, 14_467_622, 3_011_458_816],
  ['V2-S', efficientNetV2('s', 384), 21_458_488, 21_612_360, 8_365_617_152],
  ['V2-M', efficientNetV2('m', 480), 54_139_356, 54_431_388, 24_582_460_384],
  ['V2-L', efficientNetV2('l', 480), 118_515_272, 119_027_848, 56_079_699_008],
  ['V2-XL', efficientNetV2('xl', 512), 208_119_808, 208_896_832, 93_353_451_520],
  ['V1-B0', efficientNetV1(1, 1, 224), 5_288_548, 5_330_564, 385_814_752],
  ['V1-B1', efficientNetV1(1, 1.1, 240), 7_794_184, 7_856_232, 686_802_832],
  ['V1-B2', efficientNetV1(1.1, 1.2, 260), 9_109_994, 9_177_562, 993_561_872],
  ['V1-B4', efficientNetV1(1.4, 1.8, 380), 19_341_616, 19_466_816, 4_393_771_024],
  ['V1-B7', efficientNetV1(2, 3.1, 600), 66_347_960, 66_658_680, 37_745_884_192],
];

describe('costOf', () => {
  it.each(PUBLISHED)('gives the published integers of %s', (_, architecture, params, withStatistics, multiplyAdds) => {
    const cost = costOf(architecture);
    expect(cost.params).toBe(params);
    expect(cost.params + cost.batchNormStatistics).toBe(withStatistics);
    expect(cost.multiplyAdds).toBe(multiplyAdds);
  });

  it('divides V2-S and V2-B0 into the published parts', () => {
    const params = (architecture: Architecture) => costOf(architecture).parts.map((part) => part.params);
    expect(params(efficientNetV2('s', 384)))
      .toEqual([696, 10_464, 303_552, 589_184, 917_680, 3_463_840, 14_561_832, 330_240, 1_281_000]);
    expect(params(efficientNetV2('b0', 224)))
      .toEqual([928, 4_640, 52_736, 136_000, 230_652, 947_048, 4_238_380, 248_320, 1_281_000]);
  });

  it('names the parts and says what each hands on', () => {
    const parts = costOf(efficientNetV2('s', 384)).parts;
    expect(parts.map((part) => [part.name, ...Object.values(part.outputShape)])).toEqual([
      ['stem', 192, 192, 24], ['stage 1', 192, 192, 24], ['stage 2', 96, 96, 48], ['stage 3', 48, 48, 64],
      ['stage 4', 24, 24, 128], ['stage 5', 24, 24, 160], ['stage 6', 12, 12, 256], ['head', 1, 1, 1280],
      ['classifier', 1, 1, 1000],
    ]);
  });

  it('counts a network small enough to count by hand', () => {
    const cost = costOf({
      schemaVersion: 1, input: { height: 5, width: 3, channels: 1 }, classes: 2,
      stem: { kernel: 3, stride: 2, channels: 2 },
      stages: [{ op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 4, layers: 1, squeezeExcite: 0.5 }],
      head: { channels: 3 },
    });
    // Stem 3x2 pixels; squeeze-excite of the block's 2 input channels to 1 and back; one 3x3; 1x1 head; classifier.
    expect(cost.parts.map((part) => part.params)).toEqual([18 + 4, (2 + 1 + 2 + 2) + (72 + 8), 12 + 6, 6 + 2]);
    expect(cost.parts.map((part) => part.multiplyAdds)).toEqual([18 * 6, 4 + 72 * 6, 12 * 6, 6]);
    expect(cost.activationElements).toBe(15 + 36 + (12 + 6 + 2) + 72 + (54 + 3) + 2);
    expect(cost.batchNormStatistics).toBe(4 + 8 + 6);
  });
});
