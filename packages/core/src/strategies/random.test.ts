import { describeStrategyContract, smallSearchSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countArchitectures } from '../search-space/networks.js';
import { decisionSpaceOf } from '../search-space/decision-space.js';
import { randomStrategy } from './random.js';

describeStrategyContract(randomStrategy);

describe('random', () => {
  it('draws every network equally often as its first, however many encodings it has', () => {
    const space = fc.sample(
      smallSearchSpaces(500).filter((candidate) => countArchitectures(candidate) === 6n), { seed: 1, numRuns: 1 })[0];
    if (space === undefined) throw new Error('no space was generated');
    const decisions = decisionSpaceOf(space);
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed += 1) {
      const hash = randomStrategy.create({ space: decisions, seed }).ask(1)[0]?.hash ?? '';
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
    // Six cells of 500: the standard deviation is 20.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(90);
  });
});
