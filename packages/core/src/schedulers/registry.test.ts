import { describeSchedulerContract } from '@stride/testing';
import { expect, it } from 'vitest';
import { ashaScheduler } from './asha.js';
import { medianScheduler } from './median.js';
import { noScheduler } from './none.js';
import { SCHEDULERS, schedulerNamed } from './registry.js';

describeSchedulerContract(noScheduler);
describeSchedulerContract(ashaScheduler, [{ eta: 2 }, { eta: 2.5, graceEvaluations: 3 }, { eta: 16 }]);
describeSchedulerContract(medianScheduler, [{ minimumOthers: 1 }, { graceEvaluations: 4, minimumOthers: 2 }]);

it('finds every scheduler by its name', () => {
  expect(SCHEDULERS.map(({ name }) => schedulerNamed(name))).toEqual(SCHEDULERS);
});

it('offers none first, the default', () => {
  expect(SCHEDULERS.map(({ name }) => name)).toEqual(['none', 'asha', 'median']);
});

it.each(['', 'ASHA', 'toString', '__proto__'])('says which there are when %j is none of them', (name) => {
  expect(() => schedulerNamed(name)).toThrow(expect.objectContaining({
    code: 'SCHEDULER_UNKNOWN', message: `No scheduler has the name "${name}"; there are none, asha, median`,
  }));
});
