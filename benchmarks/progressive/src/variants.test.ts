import { costOf, progressiveStages, trainingSteps } from '@stride/core';
import { expect, it } from 'vitest';
import { NETWORK, taskOf, VARIANTS } from './variants.js';

const [fixed, sizeAlone, both] = VARIANTS.map(({ progressive }) => {
  const task = taskOf(progressive, 12, 1);
  return progressiveStages(task, NETWORK, trainingSteps(task, 50_000));
});

it('compares the same training but for its stages', () => {
  const tasks = VARIANTS.map(({ progressive }) => { const { progressive: _own, ...task } = taskOf(progressive, 12, 1); return task; });
  for (const task of tasks) expect(task).toEqual(tasks[0]);
  expect(costOf(NETWORK).params).toBe(21_630);
});

it('lets the size alone grow, or the regularization with it', () => {
  const sizes = (stages: typeof fixed) => stages?.map(({ imageSize }) => imageSize.height);
  const strength = (stages: typeof fixed) => stages?.map(({ augmentation, dropout }) => [augmentation.randAugment?.magnitude, augmentation.mixup, dropout]);
  expect([fixed, sizeAlone, both].map(sizes)).toEqual([[28], [12, 20, 28], [12, 20, 28]]);
  const own = strength(fixed)?.[0];
  expect(strength(sizeAlone)).toEqual([own, own, own]);
  expect(strength(both)?.at(-1)).toEqual(own);
  expect(strength(both)?.[0]?.[0]).toBeCloseTo((own?.[0] ?? 0) / 3, 9);
});
