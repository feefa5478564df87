import type { SurrogateObjective } from './surrogate-data.js';
import { encodingOf } from './space.js';

/**
 * The networks with the largest noise-free values of the surrogate that anybody has found: what regret is measured from.
 * Found by `npm run bench:search -- --find-best`: ascents by changes of one decision, then of any two, from random networks and
 * from the best with six decisions changed at random. Of 60 ascents 17 to 35 ended at these networks, with two seeds each,
 * and none higher: top1 68.6526 (in points), joint 68.8431 (in points at the step time and size of EfficientNet-B0).
 */
export const BEST_KNOWN: Readonly<Record<SurrogateObjective, readonly number[]>> = {
  top1: encodingOf([
    6, 6, 6, 6, 1, 6, 6,
    5, 5, 5, 5, 5, 5, 5,
    3, 3, 3, 3, 1, 4, 3,
    0, 0, 1, 1, 0, 1, 1,
  ]),
  joint: encodingOf([
    1, 1, 4, 6, 1, 6, 6,
    3, 5, 5, 5, 3, 5, 5,
    1, 2, 3, 3, 1, 3, 1,
    0, 0, 0, 1, 0, 1, 1,
  ]),
};
