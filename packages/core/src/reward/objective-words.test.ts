import { describe, expect, it } from 'vitest';
import { DEFAULT_OBJECTIVES } from './objective.js';
import { objectiveWords } from './objective-words.js';

describe('objectiveWords', () => {
  it('says how an objective of each kind weighs, then each cap', () => {
    expect(objectiveWords(DEFAULT_OBJECTIVES.joint)).toEqual(['reward exponents w −0.07, v −0.05']);
    expect(objectiveWords({ ...DEFAULT_OBJECTIVES.absolute, target: 1.5 })).toEqual(["absolute reward: beta −0.1, steps of 1.5 times the reference's"]);
    expect(objectiveWords({ kind: 'pareto', caps: { params: 10_850, stepTimeMs: 12.5, memoryBytes: 268_435_456 } })).toEqual([
      'accuracy, step time and parameters without weights', 'at most 10,850 parameters', 'at most 12.5 ms a step', 'at most 256 MiB of memory',
    ]);
  });
});
