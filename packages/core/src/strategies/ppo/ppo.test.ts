import { describeStrategyContract, hugeSearchSpace } from '@stride/testing';
import { describe, expect, it } from 'vitest';
import { decisionSpaceOf } from '../../search-space/decision-space.js';
import { randomStrategy } from '../random.js';
import type { Proposal, Strategy } from '../strategy.js';
import { ppoStrategy } from './ppo.js';

describeStrategyContract(ppoStrategy, [{ warmUp: 0, learningRate: 1, epochs: 10 }, { warmUp: 3, baselineDecay: 0, entropy: 0, clip: 10 }]);

const space = decisionSpaceOf(hugeSearchSpace());
const create = (options: Record<string, number>, seed = 1) => ppoStrategy.create({ space, seed, options });
const policyOf = (strategy: Strategy) => (strategy.state() as unknown as { policy: { logits: number[][]; updates: number } }).policy;
const score = ({ encoding }: Proposal) => encoding.filter((index) => index === 1).length / encoding.length;

/** The proposals of a search whose rewards are `reward`, `open` of them at a time. */
function searched(strategy: Strategy, budget: number, reward: (proposal: Proposal) => number | null, open = 1): Proposal[] {
  const proposals: Proposal[] = [];
  while (proposals.length < budget) {
    const asked = strategy.ask(open);
    proposals.push(...asked);
    for (const proposal of asked) strategy.tell({ ...proposal, reward: reward(proposal) });
  }
  return proposals;
}

describe('ppo', () => {
  it('updates its policy by nothing while it warms up, and by several epochs for each result afterwards', () => {
    const strategy = create({ warmUp: 20, epochs: 4 });
    searched(strategy, 20, score);
    expect(policyOf(strategy).updates).toBe(0);
    expect(policyOf(strategy).logits.flat().every((logit) => logit === 0)).toBe(true);
    searched(strategy, 5, score);
    expect(policyOf(strategy).updates).toBe(20);
  });

  it('comes to draw what is rewarded, with one at a time and with many', () => {
    for (const open of [1, 25]) {
      const proposals = searched(create({}), 400, score, open).map(score);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean(proposals.slice(-50))).toBeGreaterThan(mean(proposals.slice(0, 50)) + 0.25);
    }
  });

  it('finds better networks than chance', () => {
    const best = (strategy: Strategy) => Math.max(...searched(strategy, 300, score).map(score));
    expect(best(create({}))).toBeGreaterThan(best(randomStrategy.create({ space, seed: 1 })) + 0.2);
  });

  it('searches the same whatever the unit of the reward', () => {
    const [plain, scaled] = [create({}), create({})];
    // A power of two, so that nothing is rounded differently.
    expect(searched(scaled, 100, (proposal) => score(proposal) * 1024)).toEqual(searched(plain, 100, score));
  });

  it('learns nothing of failures and of rewards that are no number', () => {
    const strategy = create({ warmUp: 0 });
    searched(strategy, 10, score);
    const before = policyOf(strategy);
    [null, Number.NaN, Infinity].forEach((reward) => searched(strategy, 5, () => reward));
    expect(policyOf(strategy)).toEqual(before);
  });

  it('weighs a result by how likely it was when it was proposed, through a stored state too', () => {
    const strategy = create({ warmUp: 2 });
    const [early] = strategy.ask(1) as [Proposal];
    searched(strategy, 60, score);
    const state = strategy.state();
    const forgetful = state as unknown as { open: { logProbabilities: number[][] } };
    const asIfCertain = { ...state as object, open: { ...forgetful.open, logProbabilities: [early.encoding.map(() => 0)] } };
    const [told, sure] = [state, asIfCertain].map((stored) => {
      const restored = ppoStrategy.create({ space, seed: 9, state: JSON.parse(JSON.stringify(stored)) as never });
      restored.tell({ ...early, reward: 2 });
      return policyOf(restored).logits;
    });
    strategy.tell({ ...early, reward: 2 });
    expect(told).toEqual(policyOf(strategy).logits);
    expect(sure).not.toEqual(told);
  });

  it('takes in what it was told without asking', () => {
    const [foreign] = create({}, 99).ask(1) as [Proposal];
    const strategy = create({ warmUp: 1 });
    searched(strategy, 5, score);
    const before = policyOf(strategy).updates;
    strategy.tell({ ...foreign, reward: 1 });
    expect(policyOf(strategy).updates).toBe(before + 3);
  });

  it('goes on finding new networks when the policy is sure of one', () => {
    const strategy = create({ warmUp: 0, learningRate: 1, entropy: 0, epochs: 10, clip: 10 });
    const proposals = searched(strategy, 400, score);
    expect(new Set(proposals.map(({ hash }) => hash)).size).toBe(400);
  });

  it.each([
    [{ learningRate: 0 }, 'found 0 for learningRate; expected a number from 0.000001 to 1'],
    [{ clip: 0 }, 'found 0 for clip; expected a number from 0.001 to 10'],
    [{ epochs: 1.5 }, 'found 1.5 for epochs; expected an integer from 1 to 100'],
    [{ baselineDecay: 1 }, 'found 1 for baselineDecay; expected a number from 0 to 0.9999'],
  ])('refuses the options %j by name', (options, message) => {
    expect(() => create(options as Record<string, number>)).toThrow(message);
  });

  it('takes the published learning rate, decay and entropy', () => {
    expect(() => create({ learningRate: 0.00035, baselineDecay: 0.95, entropy: 0.00001 })).not.toThrow();
  });

  it('warms up for no more than a quarter of a search', () => {
    expect([1, 20, 40, 1000].map((candidates) => ppoStrategy.optionsFor?.(candidates))).toEqual([{ warmUp: 1 }, { warmUp: 5 }, { warmUp: 10 }, { warmUp: 10 }]);
  });
});
