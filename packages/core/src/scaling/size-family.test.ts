import { expect, it } from 'vitest';
import { costOf } from '../cost-model/cost.js';
import { referenceArchitecture } from '../families/families.js';
import { sizeFamily } from './size-family.js';

const SMALL = { ...referenceArchitecture('efficientnetv2-b0', { classes: 10 }), input: { height: 32, width: 32, channels: 1 } };

it('makes M and L of S in about the proportions of EfficientNetV2', () => {
  const members = sizeFamily(referenceArchitecture('efficientnetv2-s'));
  expect(members.map(({ size }) => size)).toEqual(['S', 'M', 'L']);
  expect(members[0]?.architecture).toEqual(referenceArchitecture('efficientnetv2-s'));
  expect(members.map(({ architecture }) => architecture.input.height)).toEqual([384, 480, 480]);
  // The published M and L have a seventh stage, 512 and 640 channels wide, and so more parameters and not fewer.
  const [small = 0, medium = 0, large = 0] = members.map(({ cost }) => cost.params / 1e6);
  expect(small).toBeCloseTo(21.46, 2);
  expect(medium).toBeGreaterThan(30);
  expect(medium).toBeLessThan(54);
  expect(large).toBeGreaterThan(60);
  expect(large).toBeLessThan(119);
});

it('keeps small images, and grows them when told how far', () => {
  expect(sizeFamily(SMALL).map(({ architecture }) => architecture.input)).toEqual([SMALL.input, SMALL.input, SMALL.input]);
  expect(sizeFamily(SMALL, { maxImageSize: 38 }).map(({ architecture }) => architecture.input.height)).toEqual([32, 38, 38]);
  expect(sizeFamily(SMALL, { maxImageSize: null }).map(({ architecture }) => architecture.input.height)).toEqual([32, 40, 40]);
  expect(sizeFamily({ ...SMALL, input: { height: 96, width: 96, channels: 3 } }).map(({ architecture }) => architecture.input.height)).toEqual([96, 120, 120]);
  expect(sizeFamily({ ...SMALL, input: { height: 96, width: 96, channels: 3 } }, { maxImageSize: 100 }).map(({ architecture }) => architecture.input.height)).toEqual([96, 100, 100]);
});

it('has larger networks as it goes, with costs that are those of the networks', () => {
  for (const method of ['compound', 'nonuniform'] as const) {
    const members = sizeFamily(SMALL, { method });
    const costs = members.map(({ cost }) => cost.params);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBe(3);
    for (const { architecture, cost } of members) expect(cost).toEqual(costOf(architecture));
  }
});
