import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectures, smallSearchSpaces } from '@stride/testing';
import { costOf } from '../cost-model/cost.js';
import { trainingMemory } from '../cost-model/training-memory.js';
import { countArchitectures, enumerateArchitectures } from '../search-space/networks.js';
import { excessOf, keepsWithin, mayBeTried, staticQuantities, type Caps } from './caps.js';
import { surveyCaps } from './caps-survey.js';

const TASK = { batchSize: 8, optimizer: 'rmsprop', emaDecay: 0 } as const;
const positive = fc.double({ min: 1e-3, max: 1e12, noNaN: true });
const quantities = fc.record({ params: positive, stepTimeMs: fc.option(positive), peakMemoryBytes: fc.option(positive) });

describe('excessOf', () => {
  it('is the share by which the worst cap is broken', () => {
    const network = { params: 100, stepTimeMs: 10, peakMemoryBytes: null };
    expect(excessOf({ params: 80, stepTimeMs: 5, memoryBytes: 1 }, network)).toBe(0.5);
    expect(excessOf({ params: 100, stepTimeMs: 10 }, network)).toBe(0);
    expect([excessOf(undefined, network), excessOf({}, network)]).toEqual([0, 0]);
  });

  it('is above 0 and below 1 exactly where a cap is broken, and grows with the quantity', () => {
    fc.assert(fc.property(quantities, positive, positive, fc.double({ min: 1.001, max: 10, noNaN: true }), (network, params, stepTimeMs, by) => {
      const caps: Caps = { params, stepTimeMs };
      const excess = excessOf(caps, network);
      const isBroken = network.params > params || (network.stepTimeMs ?? 0) > stepTimeMs;
      expect(excess > 0).toBe(isBroken);
      expect(keepsWithin(caps, network)).toBe(!isBroken);
      expect(excess).toBeLessThan(1);
      expect(excessOf(caps, { ...network, params: network.params * by })).toBeGreaterThanOrEqual(excess);
    }), { numRuns: 1000 });
  });
});

describe('mayBeTried', () => {
  it('lets through what keeps within the caps on parameters and estimated memory; a step time is not known yet', () => {
    fc.assert(fc.property(architectures, fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: 0.5, max: 2, noNaN: true }), (architecture, params, memory) => {
      const caps: Caps = { params: costOf(architecture).params * params, memoryBytes: trainingMemory(architecture, TASK) * memory, stepTimeMs: 1e-9 };
      expect(mayBeTried(caps, TASK)(architecture)).toBe(params >= 1 && memory >= 1);
      expect(mayBeTried(caps, TASK)(architecture)).toBe(keepsWithin(caps, staticQuantities(architecture, TASK)));
      expect(mayBeTried({ stepTimeMs: 1e-9 }, TASK)(architecture)).toBe(true);
      expect(mayBeTried(undefined, TASK)(architecture)).toBe(true);
    }));
  });
});

describe('surveyCaps', () => {
  it('counts exactly how many networks of a small space keep within', () => {
    fc.assert(fc.property(smallSearchSpaces(400), fc.double({ min: 0, max: 1.2, noNaN: true }), (space, share) => {
      const params = [...enumerateArchitectures(space)].map((architecture) => costOf(architecture).params);
      const cap = Math.min(...params) + share * (Math.max(...params) - Math.min(...params));
      const survey = surveyCaps(space, { params: cap }, TASK);
      expect(survey).toMatchObject({ looked: params.length, within: params.filter((count) => count <= cap).length, isWhole: true, isPossible: params.some((count) => count <= cap) });
      expect(survey.nearest.params <= cap).toBe(survey.within > 0);
    }), { numRuns: 60 });
  });

  it('finds the few small networks of a large space, and says which is the smallest where none keeps within', () => {
    fc.assert(fc.property(smallSearchSpaces(20_000).filter((space) => countArchitectures(space) > 1000n), (space) => {
      let least = Infinity;
      for (const architecture of enumerateArchitectures(space)) least = Math.min(least, costOf(architecture).params);
      expect(surveyCaps(space, { params: least }, TASK)).toMatchObject({ isWhole: false, isPossible: true, nearest: { params: least } });
      expect(surveyCaps(space, { params: least - 1 }, TASK)).toMatchObject({ within: 0, isPossible: false, nearest: { params: least } });
    }), { numRuns: 2 });
  });
});
