import { readOptions } from '../strategies/options.js';
import type { SchedulerDefinition } from './scheduler.js';

export const noScheduler: SchedulerDefinition = {
  name: 'none',
  description: 'Trains every candidate to the end',
  options: {},
  create(options) {
    readOptions({ kind: 'Scheduler', name: 'none' }, {}, options);
    return { rungs: () => [], verdict: () => 'continue' };
  },
};
