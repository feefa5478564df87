import { show } from '../documents/rules.js';
import { StrideError } from '../errors.js';
import { ashaScheduler } from './asha.js';
import { medianScheduler } from './median.js';
import { noScheduler } from './none.js';
import type { SchedulerDefinition } from './scheduler.js';

/** Every scheduler; the first is the default of a search. */
export const SCHEDULERS: readonly SchedulerDefinition[] = [noScheduler, ashaScheduler, medianScheduler];

/** @throws StrideError SCHEDULER_UNKNOWN naming those there are */
export function schedulerNamed(name: string): SchedulerDefinition {
  const found = SCHEDULERS.find((scheduler) => scheduler.name === name);
  if (found !== undefined) return found;
  const known = SCHEDULERS.map((scheduler) => scheduler.name).join(', ');
  throw new StrideError('SCHEDULER_UNKNOWN', `No scheduler has the name ${show(name)}; there are ${known}`);
}
