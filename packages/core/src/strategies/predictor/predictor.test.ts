import { describeStrategyContract, hugeSearchSpace } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import { decisionSpaceOf } from '../../search-space/decision-space.js';
import { randomStrategy } from '../random.js';
import type { Proposal, StrategyDefinition } from '../strategy.js';
import { predictorStrategy } from './predictor.js';

describeStrategyContract(predictorStrategy, [{ founders: 3, memory: 16 }]);

const space = decisionSpaceOf(hugeSearchSpace());

/** Decisions that matter more or less, and two that only matter together. */
function rewardOf({ encoding }: Proposal): number {
  const own = encoding.reduce((sum, choice, index) => sum + choice * Math.cos(index + 1), 0);
  return own + (encoding[0] === encoding[1] ? 2 : 0);
}

function bestOf(definition: StrategyDefinition, seed: number, results: number, atOnce = 1): number {
  const strategy = definition.create({ space, seed });
  let best = -Infinity;
  const open: Proposal[] = [];
  for (let told = 0; told < results; told++) {
    open.push(...strategy.ask(atOnce - open.length));
    const proposal = open.shift() as Proposal;
    best = Math.max(best, rewardOf(proposal));
    // One in ten fails.
    strategy.tell({ hash: proposal.hash, encoding: proposal.encoding, reward: told % 10 === 3 ? null : rewardOf(proposal) });
  }
  return best;
}

describe('predictor', () => {
  it.each([1, 8])('finds with 60 results what chance does not find with 600, %d at once', (atOnce) => {
    for (let seed = 0; seed < 4; seed++) {
      expect(bestOf(predictorStrategy, seed, 60, atOnce)).toBeGreaterThan(bestOf(randomStrategy, seed, 600));
    }
  });

  it('does not ask for the same idea many times while results are open', () => {
    const strategy = predictorStrategy.create({ space, seed: 5 });
    for (const proposal of strategy.ask(16)) strategy.tell({ hash: proposal.hash, encoding: proposal.encoding, reward: rewardOf(proposal) });
    const asked = strategy.ask(12);
    const differences = asked.flatMap((a, index) => asked.slice(0, index).map((b) => a.encoding.filter((choice, at) => choice !== b.encoding[at]).length));
    expect(differences.filter((count) => count > 1).length).toBeGreaterThan(differences.length / 2);
  });

  it('does not forget results of another search that were told one after the other without a better one', () => {
    const strategy = predictorStrategy.create({ space, seed: 5, options: { patience: 10 } });
    const others = randomStrategy.create({ space, seed: 6 }).ask(150);
    const best = others.toSorted((a, b) => rewardOf(b) - rewardOf(a));
    for (const proposal of best) strategy.tell({ ...proposal, reward: rewardOf(proposal) });
    const { since, told } = strategy.state() as unknown as { since: number; told: { rewards: number[] } };
    expect([since, told.rewards.length]).toEqual([0, 150]);
    // What it has itself proposed without finding a better one does count.
    for (let count = 0; count < 40; count++) for (const proposal of strategy.ask(1)) strategy.tell({ ...proposal, reward: Math.min(rewardOf(proposal), rewardOf(best[0] as Proposal) - 1) });
    expect((strategy.state() as unknown as { since: number }).since).toBeGreaterThan(0);
  });

  it('goes on where a memory is full', () => {
    const strategy = predictorStrategy.create({ space, seed: 6, options: { memory: 16, founders: 4 } });
    const hashes = new Set<string>();
    for (let round = 0; round < 80; round++) {
      for (const proposal of strategy.ask(1)) {
        hashes.add(proposal.hash);
        strategy.tell({ hash: proposal.hash, encoding: proposal.encoding, reward: rewardOf(proposal) });
      }
    }
    expect(hashes.size).toBe(80);
  });
});
