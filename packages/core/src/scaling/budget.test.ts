import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Architecture } from '../architecture/architecture.js';
import { parseArchitecture } from '../architecture/line.js';
import { costOf } from '../cost-model/cost.js';
import { StrideError } from '../errors.js';
import { referenceArchitecture } from '../families/families.js';
import { scaleArchitecture } from './scale.js';

const small = (channels: readonly number[]): Architecture => ({
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 16 },
  stages: channels.map((count, index) => ({
    op: index === 0 ? 'fused_mbconv' : 'mbconv', kernel: 3, stride: index === 0 ? 1 : 2, expansion: 4, channels: count, layers: 2, squeezeExcite: index === 0 ? 0 : 0.25,
  })),
  head: { channels: 128 },
});
const SMALL = small([16, 32, 48]);
const method = fc.constantFrom('compound' as const, 'nonuniform' as const);

it.each(['params', 'multiplyAdds'] as const)('meets a budget of %s within 5 percent over three orders of magnitude', (what) => {
  const base = referenceArchitecture('efficientnetv2-s');
  const own = costOf(base)[what];
  fc.assert(fc.property(method, fc.double({ min: -1.5, max: 1.5, noNaN: true }), (kind, magnitude) => {
    const budget = Math.round(own * 10 ** magnitude);
    const { architecture } = scaleArchitecture(base, { method: kind, target: what === 'params' ? { params: budget } : { multiplyAdds: budget } });
    expect(Math.abs(costOf(architecture)[what] / budget - 1)).toBeLessThanOrEqual(0.05);
  }), { numRuns: 25 });
});

it('meets the budgets of a small network, whose steps are wide, or says what comes closest', () => fc.assert(fc.property(method, fc.integer({ min: 20_000, max: 2_000_000 }), (kind, params) => {
  try {
    const { architecture } = scaleArchitecture(SMALL, { method: kind, target: { params } });
    expect(Math.abs(costOf(architecture).params / params - 1)).toBeLessThanOrEqual(0.05);
  } catch (error) {
    const { message } = error as StrideError;
    expect(message).toMatch(/the closest has [\d,]+, [\d.,]+ % (more|less)\.( With channels rounded to multiples of 4 it can\.)?$/);
    // What it advises works.
    const finer = () => scaleArchitecture(SMALL, { method: kind, target: { params }, rounding: { multipleOf: 4 } });
    if (message.includes('multiples of 4')) expect(finer).not.toThrow();
    else expect(finer).toThrow(expect.objectContaining({ code: 'SCALING_INVALID' }));
  }
}), { numRuns: 20 }));

it('leaves a network alone whose cost is the budget', () => {
  const { params, multiplyAdds } = costOf(SMALL);
  expect(scaleArchitecture(SMALL, { target: { params } }).architecture).toEqual(SMALL);
  expect(scaleArchitecture(SMALL, { target: { multiplyAdds } }).architecture).toEqual(SMALL);
});

it('keeps the images when their size is said', () => {
  const { architecture } = scaleArchitecture(SMALL, { target: { multiplyAdds: 4 * costOf(SMALL).multiplyAdds }, imageSize: 28 });
  expect(architecture.input).toEqual(SMALL.input);
  expect(costOf(architecture).multiplyAdds / costOf(SMALL).multiplyAdds).toBeCloseTo(4, 0);
});

it.each([
  [{ params: 100 }, '/target/params', /100 parameters cannot be met within 5 %; the closest has [\d,]+, [\d.,]+ % more/],
  [{ multiplyAdds: 1e15 }, '/target/multiplyAdds', /multiply-adds cannot be met within 5 %; the closest has [\d,]+, [\d.,]+ % less/],
])('%j is out of reach, and the closest is named', (target, path, message) => {
  const scale = () => scaleArchitecture(SMALL, { target });
  expect(scale).toThrow(message);
  expect(scale).toThrow(expect.objectContaining({ code: 'SCALING_INVALID', issues: [expect.objectContaining({ path })] }));
  // No rounding would help.
  expect(scale).toThrow(expect.objectContaining({ message: expect.not.stringContaining('rounded') as string }));
});

it('says which rounding would meet a budget that lies between the steps', () => {
  const tiny = parseArchitecture('input_28x28x1 classes_10 stem_k3_s2_c16 mbconv_k3_s2_e4_c16_l1 head_c16');
  expect(() => scaleArchitecture(tiny, { target: { params: 3910 } })).toThrow(/the closest has 3,546, 9\.3 % less\. With channels rounded to multiples of 4 it can\./);
  expect(() => scaleArchitecture(tiny, { target: { params: 3910 }, rounding: { multipleOf: 4 } })).not.toThrow();
});
