import { readFileSync } from 'node:fs';
import { parseSearchSpace, type Progressive } from '@stride/core';
import { DATASETS } from '@stride/datasets';
import { describe, expect, it } from 'vitest';
import { defaultProxyTask } from '../defaults.js';
import { checkProxyTask, largestTotalStride } from './proxy-task.js';

const space = parseSearchSpace(JSON.parse(readFileSync(new URL('../../../../search-spaces/fashion-mnist.json', import.meta.url), 'utf8')));
const dataset = DATASETS.find(({ name }) => name === 'fashion-mnist') as (typeof DATASETS)[number];
const weak = { magnitude: 0, mixup: 0, dropout: 0 };
const check = (progressive: Progressive) => checkProxyTask(defaultProxyTask(dataset, { progressive, epochs: 0.02 }, 1), dataset, '/proxyTask', largestTotalStride(space));

describe('the largest total stride of a space', () => {
  it('is of all its stages', () => {
    expect(largestTotalStride(space)).toBe(8);
    const [first, ...others] = space.stages as [typeof space.stages[number], ...typeof space.stages];
    expect(largestTotalStride({ ...space, stages: [{ ...first, stride: [1, 2] }, ...others] })).toBe(16);
  });

  it('leaves out stages that no network has, and counts the reference', () => {
    const stages = space.stages.map((stage) => ({ ...stage, layers: 0 }));
    expect(largestTotalStride({ ...space, stages })).toBe(8);
    expect(largestTotalStride({ ...space, stages, reference: { ...space.reference, stages: [] } })).toBe(2);
  });
});

describe('the progressive schedule of a proxy task', () => {
  it('may be any that suits the dataset, the space and the steps', () => {
    expect(() => check({ kind: 'linear', stages: 4, from: { imageSize: 8, ...weak } })).not.toThrow();
    expect(() => check({ kind: 'custom', stages: [{ share: 0.5, imageSize: 14, ...weak }, { share: 0.5, imageSize: 28, ...weak }] })).not.toThrow();
  });

  // 16,000 images for a fiftieth of an epoch in batches of 32: 10 steps.
  it.each<[string, Progressive, string]>([
    ['more stages than steps', { kind: 'linear', stages: 11, from: { imageSize: 14, ...weak } }, '/proxyTask/progressive/stages'],
    ['images smaller than the total stride', { kind: 'linear', stages: 2, from: { imageSize: 7, ...weak } }, '/proxyTask/progressive/from/imageSize'],
    ['images larger than the dataset\'s', { kind: 'custom', stages: [{ share: 1, imageSize: 29, ...weak }] }, '/proxyTask/progressive/stages/0/imageSize'],
    ['shares that do not add up', { kind: 'custom', stages: [{ share: 0.5, imageSize: 14, ...weak }] }, '/proxyTask/progressive/stages'],
  ])('is refused with %s', (_, progressive, path) => {
    expect(() => check(progressive)).toThrow(expect.objectContaining({
      code: 'PROXY_TASK_INVALID', issues: [{ path, message: expect.stringMatching(/expected/) as string }],
    }) as Error);
  });
});
