import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StrideError } from '../errors.js';
import { referenceArchitecture } from '../families/families.js';
import { formatArchitecture, parseArchitecture } from './line.js';

describe('the one-line form', () => {
  it('round-trips every architecture', () => {
    fc.assert(fc.property(architectures, (architecture) => {
      expect(parseArchitecture(formatArchitecture(architecture))).toEqual(architecture);
    }));
  });

  it('is one line that a person can read', () => {
    expect(formatArchitecture(referenceArchitecture('efficientnetv2-s'))).toBe(
      'input_384x384x3 classes_1000 stem_k3_s2_c24 fused_k3_s1_e1_c24_l2 fused_k3_s2_e4_c48_l4 fused_k3_s2_e4_c64_l4 '
      + 'mbconv_k3_s2_e4_c128_l6_se0.25 mbconv_k3_s1_e6_c160_l9_se0.25 mbconv_k3_s2_e6_c256_l15_se0.25 head_c1280');
  });

  const good = 'input_28x28x1 classes_10 stem_k3_s2_c16 fused_k3_s1_e1_c16_l1 head_c64';

  it.each([
    ['fused_k3', 'conv_k3', '"conv_k3_s1_e1_c16_l1"'],
    ['_l1', '_l1_z9', '"z9"'],
    ['_l1', '_r1', '"r1"'],
    ['_l1', '', '"l" and its number are missing'],
    ['_l1', '_l01', '"l01"'],
    ['_l1', '_lInfinity', '"lInfinity"'],
    ['input_28x28x1', 'input_28x28', '"input_28x28"'],
    ['classes_10', 'class_10', '"class_10"'],
    ['stem_', 'stam_', '"stam_k3_s2_c16"'],
    [' head_c64', '', '"fused_k3_s1_e1_c16_l1"'],
    [good, '', 'the line ends'],
    ['k3_s1', 'k4_s1', 'found 4; expected one of 1, 3, 5, 7'],
    [' fused_k3_s1_e1_c16_l1', '', '/stages'],
  ])('with %j replaced by %j, says so by name', (from, to, named) => {
    const text = good.replace(from, to);
    expect(() => parseArchitecture(text)).toThrow(StrideError);
    expect(() => parseArchitecture(text)).toThrow(named);
  });

  it('throws nothing but its coded error, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(() => parseArchitecture(text)).toThrow(expect.objectContaining({ code: 'ARCHITECTURE_INVALID' }));
    }));
  });
});
