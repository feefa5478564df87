import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateArchitecture } from '../architecture/validate.js';
import { costOf } from '../cost-model/cost.js';
import { StrideError } from '../errors.js';
import { REFERENCE_ARCHITECTURES, referenceArchitecture } from './families.js';

/** Image size, trainable parameters, the same with batch norm statistics, multiply-adds: as published, 1000 classes. */
const PUBLISHED: readonly (readonly [name: string, imageSize: number, params: number, withStatistics: number, multiplyAdds: number])[] = [
  ['efficientnetv2-b0', 224, 7_139_704, 7_200_312, 718_086_176],
  ['efficientnetv2-b1', 240, 8_141_052, 8_212_124, 1_196_819_360],
  ['efficientnetv2-b2', 260, 10_096_086, 10_178_374, 1_697_542_832],
  ['efficientnetv2-b3', 300, 14_358_406, 14_467_622, 3_011_458_816],
  ['efficientnetv2-s', 384, 21_458_488, 21_612_360, 8_365_617_152],
  ['efficientnetv2-m', 480, 54_139_356, 54_431_388, 24_582_460_384],
  ['efficientnetv2-l', 480, 118_515_272, 119_027_848, 56_079_699_008],
  ['efficientnetv2-xl', 512, 208_119_808, 208_896_832, 93_353_451_520],
  ['efficientnet-b0', 224, 5_288_548, 5_330_564, 385_814_752],
  ['efficientnet-b1', 240, 7_794_184, 7_856_232, 686_802_832],
  ['efficientnet-b2', 260, 9_109_994, 9_177_562, 993_561_872],
  ['efficientnet-b4', 380, 19_341_616, 19_466_816, 4_393_771_024],
  ['efficientnet-b7', 600, 66_347_960, 66_658_680, 37_745_884_192],
];

/** Trainable parameters alone, as torchvision's documentation has them. */
const PUBLISHED_PARAMS: readonly (readonly [name: string, imageSize: number, params: number])[] = [
  ['efficientnet-b3', 300, 12_233_232], ['efficientnet-b5', 456, 30_389_784], ['efficientnet-b6', 528, 43_040_704],
];

describe('reference architectures', () => {
  it.each(PUBLISHED)('%s at %d pixels costs exactly what was published', (name, imageSize, params, withStatistics, multiplyAdds) => {
    const architecture = referenceArchitecture(name);
    const cost = costOf(architecture);
    expect(architecture.input).toEqual({ height: imageSize, width: imageSize, channels: 3 });
    expect(architecture.classes).toBe(1000);
    expect([cost.params, cost.params + cost.batchNormStatistics, cost.multiplyAdds]).toEqual([params, withStatistics, multiplyAdds]);
  });

  it.each(PUBLISHED_PARAMS)('%s at %d pixels has %d parameters', (name, imageSize, params) => {
    const architecture = referenceArchitecture(name);
    expect([architecture.input.height, costOf(architecture).params]).toEqual([imageSize, params]);
  });

  it('divides S and B0 into the published parts', () => {
    const params = (name: string) => costOf(referenceArchitecture(name)).parts.map((part) => part.params);
    expect(params('efficientnetv2-s')).toEqual([696, 10_464, 303_552, 589_184, 917_680, 3_463_840, 14_561_832, 330_240, 1_281_000]);
    expect(params('efficientnetv2-b0')).toEqual([928, 4_640, 52_736, 136_000, 230_652, 947_048, 4_238_380, 248_320, 1_281_000]);
  });

  it('has each published network once, each a valid document', () => {
    expect(REFERENCE_ARCHITECTURES.map(({ name }) => name).sort()).toEqual([...PUBLISHED, ...PUBLISHED_PARAMS].map(([name]) => name).sort());
    for (const { architecture } of REFERENCE_ARCHITECTURES) expect(validateArchitecture(JSON.parse(JSON.stringify(architecture)))).toEqual(architecture);
  });

  it.each([
    ['efficientnetv2-b1', 32, [16, 32, 48, 96, 112, 192], [2, 3, 3, 4, 6, 9], 1280],
    ['efficientnetv2-b2', 32, [16, 32, 56, 104, 120, 208], [2, 3, 3, 4, 6, 10], 1408],
    ['efficientnetv2-b3', 40, [16, 40, 56, 112, 136, 232], [2, 3, 3, 5, 7, 12], 1536],
    ['efficientnet-b3', 40, [24, 32, 48, 96, 136, 232, 384], [2, 3, 3, 5, 5, 6, 2], 1536],
  ])('%s has the published channels and layers', (name, stem, channels, layers, head) => {
    const architecture = referenceArchitecture(name);
    expect([architecture.stem.channels, architecture.head.channels]).toEqual([stem, head]);
    expect(architecture.stages.map((stage) => stage.channels)).toEqual(channels);
    expect(architecture.stages.map((stage) => stage.layers)).toEqual(layers);
  });

  const names = fc.constantFrom(...REFERENCE_ARCHITECTURES.map(({ name }) => name));

  it('differ in the classifier alone when only the classes do', () => fc.assert(fc.property(names, fc.integer({ min: 2, max: 5000 }), (name, classes) => {
    const usual = referenceArchitecture(name), other = referenceArchitecture(name, { classes });
    expect({ ...other, classes: 1000 }).toEqual(usual);
    expect(costOf(usual).params - costOf(other).params).toBe((usual.head.channels + 1) * (1000 - classes));
  })));

  it('have the same parameters at every image size', () => fc.assert(fc.property(names, fc.integer({ min: 32, max: 1024 }), (name, imageSize) => {
    const other = referenceArchitecture(name, { imageSize });
    expect(other.input).toEqual({ height: imageSize, width: imageSize, channels: 3 });
    expect(costOf(other).params).toBe(costOf(referenceArchitecture(name)).params);
  })));
});

describe('what there is not', () => {
  const error = (work: () => unknown): StrideError => {
    try {
      work();
    } catch (thrown) {
      if (thrown instanceof StrideError) return thrown;
    }
    throw new Error('nothing was refused');
  };

  it.each(['efficientnetv2-b4', 'EfficientNetV2-S', '', '__proto__', 'toString'])('no architecture is named %j', (name) => {
    const { code, message } = error(() => referenceArchitecture(name));
    expect(code).toBe('ARCHITECTURE_UNKNOWN');
    expect(message).toContain('efficientnetv2-s');
  });

  it.each([
    [{ imageSize: 31 }, '/imageSize', 'images of 31x31; expected at least 32x32'],
    [{ imageSize: 0 }, '/imageSize', 'found 0'],
    [{ imageSize: 224.5 }, '/imageSize', 'found 224.5'],
    [{ imageSize: Number.NaN }, '/imageSize', 'found NaN'],
    [{ imageSize: 8193 }, '/imageSize', 'found 8193'],
    [{ classes: 1 }, '/classes', 'found 1'],
    [{ classes: 10.5 }, '/classes', 'found 10.5'],
  ])('%j is refused', (options, path, message) => {
    const { code, issues } = error(() => referenceArchitecture('efficientnetv2-s', options));
    expect(code).toBe('ARCHITECTURE_INVALID');
    expect(issues).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});
