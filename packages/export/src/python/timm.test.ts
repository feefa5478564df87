import { costOf, expandBlocks, referenceArchitecture, type Architecture } from '@stride/core';
import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportNetwork } from '../formats/registry.js';
import { python, withFiles } from '../testing/python.js';
import { EVERYTHING, SMALL } from '../testing/trained.js';
import { decodeStages, parametersOfTimm } from './testing/timm-decoder.js';

const files = (architecture: Architecture) => exportNetwork('timm', { name: 'winner-7', architecture, weights: null, document: null });

/** The two literals of the file, which are JSON too but for the comma at their end. */
function read(architecture: Architecture): { stages: string[][]; arguments: Record<string, number | string> } {
  const code = new TextDecoder().decode(files(architecture)[0]?.bytes);
  const literal = (name: string) => JSON.parse((new RegExp(`^${name} = ([[{][^]*?^[\\]}])`, 'm').exec(code)?.[1] ?? '').replace(/,(\n[\]}])/, '$1')) as unknown;
  return { stages: literal('STAGES') as string[][], arguments: literal('MODEL_ARGUMENTS') as Record<string, number> };
}

it('writes EfficientNetV2-S as timm has it', () => {
  expect(read(referenceArchitecture('efficientnetv2-s'))).toEqual({
    stages: [
      ['cn_r2_k3_s1_e1_c24_skip'], ['er_r4_k3_s2_e4_c48'], ['er_r4_k3_s2_e4_c64'],
      ['ir_r6_k3_s2_e4_c128_se0.25'], ['ir_r9_k3_s1_e6_c160_se0.25'], ['ir_r15_k3_s2_e6_c256_se0.25'],
    ],
    arguments: { in_chans: 3, num_classes: 1000, stem_size: 24, num_features: 1280, pad_type: 'same' },
  });
});

it('writes MBConv of expansion 1 as a depthwise separable block', () => {
  expect(read(referenceArchitecture('efficientnet-b0')).stages.slice(0, 2)).toEqual([['ds_r1_k3_s1_e1_c16_se0.25'], ['ir_r2_k3_s2_e6_c24_se0.25']]);
});

it('gives a width that timm would round up a ratio of its own', () => {
  const stage = { op: 'mbconv', kernel: 3, stride: 1, expansion: 4, channels: 22, layers: 3, squeezeExcite: 0.25 } as const;
  const { stages } = read({ ...SMALL, stem: { kernel: 3, stride: 2, channels: 16 }, stages: [{ ...stage, channels: 30 }, stage].map((one) => ({ ...one, expansion: 8 })) });
  expect(stages).toEqual([
    ['ir_r1_k3_s1_e8_c30_se0.25', `ir_r2_k3_s1_e8_c30_se${7 / 30}`], [`ir_r1_k3_s1_e8_c22_se${7 / 30}`, `ir_r2_k3_s1_e8_c22_se${5 / 22}`],
  ]);
});

const kernel = fc.constantFrom(1, 3, 5, 7);
const stride = fc.constantFrom(1, 2);

/** Such as other frameworks can build in no time; many have channels in multiples of 8, as timm wants them. */
const modestArchitectures = fc.record({
  schemaVersion: fc.constant(1),
  input: fc.record({ height: fc.integer({ min: 1, max: 30 }), width: fc.integer({ min: 1, max: 30 }), channels: fc.integer({ min: 1, max: 4 }) }),
  classes: fc.integer({ min: 2, max: 12 }),
  stem: fc.record({ kernel, stride: fc.constantFrom(2, 2, 2, 1), channels: fc.constantFrom(8, 16, 20) }),
  stages: fc.array(fc.record({
    op: fc.constantFrom('mbconv', 'fused_mbconv'), kernel, stride,
    expansion: fc.integer({ min: 1, max: 8 }), channels: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(8, 16, 24, 32, 40)),
    layers: fc.integer({ min: 1, max: 3 }), squeezeExcite: fc.constantFrom(0, 0, 0.25, 0.3, 1),
  }), { minLength: 1, maxLength: 4 }),
  head: fc.record({ channels: fc.integer({ min: 1, max: 40 }) }),
}) as fc.Arbitrary<Architecture>;

const hasForm = (architecture: Architecture) => architecture.stem.stride === 2 && expandBlocks(architecture).every((block) => (
  (block.expansion === 1 || block.hiddenChannels % 8 === 0)
  && !(block.op === 'fused_mbconv' && block.expansion === 1 && block.squeezeExciteChannels > 0)));

it('decodes to the same blocks and parameters, or says that there is no form', () => {
  let expressed = 0;
  fc.assert(fc.property(fc.oneof(modestArchitectures, architectures), (architecture) => {
    if (!hasForm(architecture)) {
      expect(() => files(architecture)).toThrow(expect.objectContaining({ code: 'EXPORT_UNSUPPORTED' }) as Error);
      return;
    }
    expressed++;
    const { stages, arguments: values } = read(architecture);
    const blocks = decodeStages(stages, architecture.stem.channels);
    expect(blocks).toEqual(expandBlocks(architecture).map((block) => ({
      op: block.op, kernel: block.kernel, stride: block.stride, inChannels: block.inChannels, hiddenChannels: block.hiddenChannels,
      outChannels: block.outChannels, squeezeExciteChannels: block.squeezeExciteChannels, hasResidual: block.hasResidual,
    })));
    expect(parametersOfTimm(blocks, values)).toBe(costOf(architecture).params);
  }), { numRuns: 300 });
  expect(expressed).toBeGreaterThan(20);
});

it.each<[string, Partial<Architecture>, string]>([
  ['Fused-MBConv of expansion 1 with squeeze-excite', { stages: [{ ...EVERYTHING.stages[2] as Architecture['stages'][0] }] },
    'timm cannot express stage 1: it is Fused-MBConv of expansion 1 with squeeze-excite'],
  ['hidden layers that are no multiple of 8', { stages: [{ ...EVERYTHING.stages[3] as Architecture['stages'][0] }] }, 'stage 1: it has hidden layers of 18 channels'],
  ['a stem of stride 1', { stem: { kernel: 3, stride: 1, channels: 8 } }, 'timm cannot express the stem: it has stride 1'],
])('says what it cannot express: %s', (_, change, message) => {
  expect(() => files({ ...EVERYTHING, ...change })).toThrow(expect.objectContaining({ code: 'EXPORT_UNSUPPORTED', message: expect.stringContaining(message) as string }) as Error);
});

it('tells timm what differs from its defaults', () => {
  const stages = Array.from({ length: 5 }, () => ({ op: 'fused_mbconv', kernel: 3, stride: 2, expansion: 1, channels: 8, layers: 1, squeezeExcite: 0 }) as const);
  expect(read({ ...SMALL, stem: { kernel: 5, stride: 2, channels: 8 }, stages }).arguments).toMatchObject({ stem_kernel_size: 5, output_stride: 64 });
});

it('is Python', () => {
  const [file] = files(SMALL);
  expect(file?.name).toBe('winner_7_timm.py');
  withFiles(files(SMALL), (folder) => python(folder, '-m', 'py_compile', 'winner_7_timm.py'));
});
