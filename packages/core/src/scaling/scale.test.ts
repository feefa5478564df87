import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../architecture/architecture.js';
import { totalStride } from '../architecture/total-stride.js';
import { validateArchitecture } from '../architecture/validate.js';
import { StrideError } from '../errors.js';
import { referenceArchitecture, REFERENCE_ARCHITECTURES } from '../families/families.js';
import { V1_ROUNDING } from './rounding.js';
import { scaleArchitecture } from './scale.js';
import { COMPOUND_GROWTH, type ScalingDocument, type ScalingMethod } from './scaling.js';

const B0 = referenceArchitecture('efficientnetv2-b0');
const S = referenceArchitecture('efficientnetv2-s');

/** A search's winner: small images, few channels. */
const WINNER: Architecture = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 8, layers: 1, squeezeExcite: 0 },
    { op: 'fused_mbconv', kernel: 3, stride: 2, expansion: 4, channels: 16, layers: 2, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 5, stride: 2, expansion: 4, channels: 24, layers: 2, squeezeExcite: 0.25 },
  ],
  head: { channels: 64 },
};

const layers = (architecture: Architecture) => architecture.stages.map((stage) => stage.layers);
const channels = ({ stem, stages, head }: Architecture) => [stem.channels, ...stages.map((stage) => stage.channels), head.channels];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function refused(work: () => unknown): StrideError {
  try {
    work();
  } catch (error) {
    if (error instanceof StrideError) return error;
  }
  throw new Error('nothing was refused');
}

describe('compound scaling', () => {
  it.each([['b1', 1, 1.1, 240], ['b2', 1.1, 1.2, 260], ['b3', 1.2, 1.4, 300]])('makes V2-%s of the base exactly', (name, width, depth, imageSize) => {
    expect(scaleArchitecture(B0, { target: { width, depth }, imageSize }).architecture).toEqual(referenceArchitecture(`efficientnetv2-${name}`));
  });

  it('rounds as it is told: V1 keeps nine tenths of the channels, V2 takes the nearest', () => {
    const stage1 = (rounding: object) => scaleArchitecture(B0, { target: { width: 1.2 }, rounding }).architecture.stages[0]?.channels;
    expect([stage1({}), stage1(V1_ROUNDING), stage1({ multipleOf: 4 }), stage1({ multipleOf: 1 }), stage1({ minimum: 32 })]).toEqual([16, 24, 20, 19, 32]);
  });

  it('follows alpha, beta and gamma with phi', () => {
    const { coefficients, architecture } = scaleArchitecture(B0, { target: { phi: 2 } });
    expect(coefficients.depth).toBeCloseTo(COMPOUND_GROWTH.depth ** 2);
    expect(coefficients.width).toBeCloseTo(COMPOUND_GROWTH.width ** 2);
    expect(architecture.input.height).toBe(296);
    expect(coefficients.resolution).toBe(296 / 224);
    expect(layers(architecture)).toEqual(layers(scaleArchitecture(B0, { target: { depth: 1.44 } }).architecture));
  });

  it('is not misled by products that come out just above a whole number', () => {
    const deep = { ...WINNER, stages: WINNER.stages.map((stage) => ({ ...stage, layers: 25 })) };
    expect(25 * 2.2).toBeGreaterThan(55);
    expect(layers(scaleArchitecture(deep, { target: { depth: 2.2 } }).architecture)).toEqual([55, 55, 55]);
  });
});

describe('non-uniform scaling', () => {
  const scale = (base: Architecture, depth: number) => scaleArchitecture(base, { method: 'nonuniform', target: { depth } }).architecture;

  it('gives later stages more of the extra layers', () => {
    expect(layers(scale(S, 2.2 / 1.8))).toEqual([2, 4, 5, 7, 11, 20]);
    expect(layers(scale(B0, 1.8))).toEqual([1, 3, 3, 5, 9, 17]);
  });

  it('leaves the head, and lets images grow to 480 pixels at most', () => {
    const { architecture } = scaleArchitecture(S, { method: 'nonuniform', target: { width: 2, resolution: 2 } });
    expect(architecture.head).toEqual(S.head);
    expect(architecture.input).toEqual({ height: 480, width: 480, channels: 3 });
    expect(scaleArchitecture(S, { method: 'nonuniform', target: { resolution: 2 }, maxImageSize: null }).architecture.input.height).toBe(768);
  });

  it('shrinks no image to the cap', () => {
    const large = referenceArchitecture('efficientnetv2-xl');
    expect(scaleArchitecture(large, { method: 'nonuniform', target: { resolution: 1.5 } }).architecture.input.height).toBe(512);
  });

  const deep = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }).map((counts) => ({
    ...WINNER, stages: counts.map((count) => ({ ...(WINNER.stages[0] as Architecture['stages'][0]), layers: count })),
  }));
  const depth = fc.double({ min: 1, max: 6, noNaN: true });

  it('adds as many layers as were asked for, and a deeper network has all of a shallower one', () => fc.assert(fc.property(deep, depth, depth, (base, one, other) => {
    const [shallow, deeper] = [Math.min(one, other), Math.max(one, other)].map((each) => layers(scale(base, each))) as [number[], number[]];
    expect(sum(shallow)).toBe(Math.round(sum(layers(base)) * Math.min(one, other)));
    deeper.forEach((count, stage) => expect(count).toBeGreaterThanOrEqual(shallow[stage] as number));
  })));

  it('hands out layers as if one by one, many or few', () => fc.assert(fc.property(deep, depth, (base, factor) => {
    const counts = layers(base);
    const expected = [...counts];
    for (let left = Math.round(sum(counts) * factor) - sum(counts); left > 0; left -= 1) {
      const claims = counts.map((own, stage) => (own * (stage + 1)) / (2 * ((expected[stage] as number) - own) + 1));
      const winner = claims.lastIndexOf(Math.max(...claims));
      expected[winner] = (expected[winner] as number) + 1;
    }
    expect(layers(scale(base, factor))).toEqual(expected);
  })));

  it('never gives an earlier of equal stages more layers than a later one', () => fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 8 }), depth, (count, stages, factor) => {
    const base = { ...WINNER, stages: Array.from({ length: stages }, () => ({ ...(WINNER.stages[0] as Architecture['stages'][0]), layers: count })) };
    const scaled = layers(scale(base, factor));
    expect(scaled).toEqual([...scaled].sort((a, b) => a - b));
  })));

  it('leaves every stage a layer when it shrinks', () => fc.assert(fc.property(deep, fc.double({ min: 0.05, max: 1, noNaN: true }), (base, factor) => {
    const scaled = layers(scale(base, factor));
    expect(Math.min(...scaled)).toBeGreaterThanOrEqual(1);
    expect(sum(scaled)).toBe(Math.max(scaled.length, Math.round(sum(layers(base)) * factor)));
  })));
});

describe('any scaling', () => {
  const method = fc.constantFrom<ScalingMethod>('compound', 'nonuniform');
  const coefficient = fc.double({ min: 0.05, max: 3, noNaN: true });
  const target = fc.record({ width: coefficient, depth: coefficient, resolution: coefficient });
  const rounding = fc.record({ multipleOf: fc.integer({ min: 1, max: 16 }), minimum: fc.integer({ min: 1, max: 16 }), keepNinetyPercent: fc.boolean() });

  it('by 1 changes nothing, whatever the rounding', () => fc.assert(fc.property(architectures, method, rounding, (base, kind, rules) => {
    expect(scaleArchitecture(base, { method: kind, target: { width: 1, depth: 1, resolution: 1 }, rounding: rules }).architecture).toEqual(base);
  })));

  it('gives a valid architecture of the same kind, or says why not', () => fc.assert(fc.property(architectures, method, target, rounding, (base, kind, coefficients, rules) => {
    let scaled: Architecture;
    try {
      scaled = scaleArchitecture(base, { method: kind, target: coefficients, rounding: rules }).architecture;
    } catch (error) {
      expect(error).toBeInstanceOf(StrideError);
      expect(error).toMatchObject({ code: 'SCALING_INVALID', issues: expect.arrayContaining([expect.objectContaining({ path: '/target' })]) });
      return;
    }
    expect(validateArchitecture(scaled)).toEqual(scaled);
    const kinds = ({ stages, classes }: Architecture) => [classes, stages.map(({ channels: _c, layers: _l, ...rest }) => rest)];
    expect(kinds(scaled)).toEqual(kinds(base));
    const resized = scaled.input.height !== base.input.height || scaled.input.width !== base.input.width;
    if (resized) expect(Math.min(scaled.input.height, scaled.input.width)).toBeGreaterThanOrEqual(totalStride(base));
  })));

  it('never narrows what it widens, and rounds to what it was told', () => fc.assert(fc.property(method, rounding, coefficient, coefficient, (kind, rules, one, other) => {
    fc.pre(one !== 1 && other !== 1);
    const at = (width: number) => channels(scaleArchitecture(S, { method: kind, target: { width }, rounding: rules }).architecture).slice(0, -1);
    const [narrow, wide] = [at(Math.min(one, other)), at(Math.max(one, other))];
    wide.forEach((count, index) => expect(count).toBeGreaterThanOrEqual(narrow[index] as number));
    for (const count of [...narrow, ...wide]) expect(count % rules.multipleOf === 0 || count === rules.minimum || rules.minimum % rules.multipleOf !== 0).toBe(true);
    if (rules.keepNinetyPercent) wide.forEach((count, index) => expect(count).toBeGreaterThanOrEqual(0.9 * (channels(S)[index] as number) * Math.max(one, other) - 1e-9));
  })));
});

describe('images', () => {
  it('grow by the same factor both ways, to the nearest pixel, and imageSize is their height', () => {
    const wide = { ...WINNER, input: { height: 28, width: 50, channels: 1 } };
    expect(scaleArchitecture(wide, { target: { resolution: 1.25 } }).architecture.input).toEqual({ height: 35, width: 63, channels: 1 });
    expect(scaleArchitecture(wide, { target: { phi: 3 }, imageSize: 56 }).architecture.input).toEqual({ height: 56, width: 100, channels: 1 });
    expect(scaleArchitecture(wide, { target: { resolution: 3 }, maxImageSize: 100 }).architecture.input).toEqual({ height: 56, width: 100, channels: 1 });
  });

  it('that are already below the total stride stay allowed as long as they stay', () => {
    const tiny = { ...WINNER, input: { height: 4, width: 4, channels: 1 } };
    expect(scaleArchitecture(tiny, { target: { width: 2 } }).architecture.input.height).toBe(4);
    expect(refused(() => scaleArchitecture(tiny, { target: { resolution: 1.5 } })).code).toBe('SCALING_INVALID');
  });
});

describe('what cannot be', () => {
  it.each<[unknown, string, string]>([
    [{ target: { width: 0 } }, '/target/width', 'found 0; expected a number from 0.05 to 20'],
    [{ target: { depth: 0 } }, '/target/depth', 'found 0'],
    [{ target: { depth: -1 } }, '/target/depth', 'found -1'],
    [{ target: { width: Number.NaN } }, '/target/width', 'found NaN'],
    [{ target: { width: '1.1' } }, '/target/width', 'found "1.1"'],
    [{ target: { resolution: Infinity } }, '/target/resolution', 'found Infinity'],
    [{ target: { width: 0.05 } , rounding: { minimum: 1 } }, '/target', 'leaves 0.40 of 8 channels'],
    [{ target: { width: 19 }, method: 'compound', rounding: { multipleOf: 1024, minimum: 1024, keepNinetyPercent: 1 } }, '/rounding/keepNinetyPercent', 'expected true or false'],
    [{ target: { resolution: 0.1 } }, '/target', 'images of 3x3; expected at least 8x8'],
    [{ target: { phi: 1 }, imageSize: 7 }, '/imageSize', 'images of 7x7; expected at least 8x8'],
    [{ target: { phi: 17 } }, '/target/phi', 'found 17'],
    [{ target: {} }, '/target', 'found nothing; expected width, depth and resolution, or phi'],
    [{ target: { phi: 1, params: 5 } }, '/target', 'found phi, params'],
    [{ target: { size: 1 } }, '/target/size', 'unknown field "size"'],
    [{ target: { params: 0 } }, '/target/params', 'found 0'],
    [{ target: { resolution: 2 }, imageSize: 56 }, '/target/resolution', 'found beside imageSize'],
    [{ target: { phi: 1 }, method: 'magic' }, '/method', 'found "magic"; expected one of "compound", "nonuniform"'],
    [{ target: { phi: 1 }, rounding: { multipleOf: 0 } }, '/rounding/multipleOf', 'found 0'],
    [{ target: { phi: 1 }, maxImageSize: 1.5 }, '/maxImageSize', 'found 1.5'],
    [{}, '/target', 'found nothing'],
    [null, '', 'found null'],
  ])('%j', (document, path, message) => {
    const error = refused(() => scaleArchitecture(WINNER, document as ScalingDocument));
    expect(error.code).toBe('SCALING_INVALID');
    expect(error.issues[0]).toEqual({ path, message: expect.stringContaining(message) });
    expect(error.message).toContain(message);
  });

  it('more layers or channels than an architecture may have', () => {
    const large = referenceArchitecture('efficientnet-b7');
    expect(refused(() => scaleArchitecture(large, { target: { width: 20 } })).message).toMatch(/head\/channels of the result: found 51200/);
    const many = { ...WINNER, stages: WINNER.stages.map((stage) => ({ ...stage, layers: 100 })) };
    expect(refused(() => scaleArchitecture(many, { target: { depth: 10 } })).issues).toHaveLength(3);
  });
});

it('scales every published network by every method without a word', () => {
  for (const { architecture } of REFERENCE_ARCHITECTURES) {
    for (const method of ['compound', 'nonuniform'] as const) expect(() => scaleArchitecture(architecture, { method, target: { phi: 1 } })).not.toThrow();
  }
});
