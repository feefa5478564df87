import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseArchitecture } from '../architecture/line.js';
import { costOf } from './cost.js';
import { describeArchitecture } from './describe.js';

it('says of each part what the cost model says, in an order that adds up', () => fc.assert(fc.property(architectures, fc.integer({ min: 1, max: 512 }), (architecture, batchSize) => {
  const cost = costOf(architecture);
  const description = describeArchitecture(architecture, { batchSize });
  const total = (pick: (stage: (typeof description.stages)[0]) => number) => description.stages.reduce((sum, stage) => sum + pick(stage), 0);
  const { height, width, channels } = architecture.input;
  expect(parseArchitecture(description.text)).toEqual(description.architecture);
  expect(description.params).toEqual({ trainable: cost.params, total: cost.params + cost.batchNormStatistics });
  expect(total((stage) => stage.params)).toBe(cost.params);
  expect(total((stage) => stage.batchNormStatistics)).toBe(cost.batchNormStatistics);
  expect(total((stage) => stage.multiplyAdds) / description.multiplyAdds).toBeCloseTo(1, 12);
  // The largest of these are beyond the whole numbers that doubles hold.
  expect((total((stage) => stage.activationBytes) + 4 * batchSize * height * width * channels) / description.activationBytes).toBeCloseTo(1, 12);
  expect(description.stages.map(({ name, op, layers }) => [name, op, layers])).toEqual([
    ['stem', null, 1], ...architecture.stages.map((stage, index) => [`stage ${index + 1}`, stage.op, stage.layers]), ['head', null, 1], ['classifier', null, 1],
  ]);
})));

const SMALL = fc.sample(architectures, { numRuns: 1, seed: 1 })[0] as Parameters<typeof describeArchitecture>[0];

it('counts activation memory for one image unless told', () => {
  const one = describeArchitecture(SMALL);
  expect(one.batchSize).toBe(1);
  expect(describeArchitecture(SMALL, { batchSize: 7 }).activationBytes).toBe(7 * one.activationBytes);
});

it.each([0, 1.5, Number.NaN, -1])('a batch of %d images is refused', (batchSize) => {
  expect(() => describeArchitecture(SMALL, { batchSize })).toThrow(expect.objectContaining({ code: 'ARCHITECTURE_INVALID', issues: [expect.objectContaining({ path: '/batchSize' })] }));
});
