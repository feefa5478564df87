import { createRng } from '../../random/rng.js';
import { Deck, freshDeck } from '../deck.js';
import { KnownPoints, NOTHING_KNOWN } from '../known-points.js';
import { newMutant } from '../mutation.js';
import { defaultsOf, readOptions } from '../options.js';
import { checkTold, proposalOf } from '../proposal.js';
import { shortHash } from '../stored-fields.js';
import { stateHeader } from '../stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from '../strategy.js';
import { advantageOf, NO_BASELINE, withReward, type BaselineState } from './baseline.js';
import { Policy, uniformPolicy } from './policy.js';
import { readPpoState, type PpoState } from './ppo-state.js';

const OPTIONS = {
  learningRate: { default: 0.15, minimum: 1e-6, maximum: 1, integer: false, description: 'Step size of Adam on the logits; 0.00035 is published for 8,000 models and more' },
  clip: { default: 0.2, minimum: 0.001, maximum: 10, integer: false, description: 'How far the probability of a network may move, as a share of what it was when proposed, by what came of it' },
  epochs: { default: 3, minimum: 1, maximum: 100, integer: true, description: 'Updates of the policy by each result' },
  entropy: { default: 0.01, minimum: 0, maximum: 10, integer: false, description: 'Weight of the bonus for undecided policies, in standard deviations of the reward per nat' },
  baselineDecay: { default: 0.8, minimum: 0, maximum: 0.9999, integer: false, description: 'Share of the running mean and deviation of the rewards that a result leaves; 0.95 is published' },
  warmUp: { default: 10, minimum: 0, maximum: 1_000_000, integer: true, description: 'First results that only teach the mean and deviation of the rewards, not the policy' },
};
type Options = ReturnType<typeof defaultsOf<keyof typeof OPTIONS>>;

/**
 * Reinforcement learning as in MnasNet and NASNet: networks are drawn from a policy over the decisions of the space, which
 * is updated by proximal policy optimization (Policy) towards those that are better than a moving average of the rewards.
 * Rewards count in their moving standard deviations, so that their scale does not matter.
 *
 * Published settings are those of searches that train thousands of models. These are for hundreds, measured on
 * benchmarks of several kinds: a learning rate of 0.15 (NASNet 0.00035), a decay of the baseline of 0.8 (0.95, which loses
 * half as much again after 200 results), every result an update of its own as it comes (batches of 10 and 20 lose as much again),
 * and a warm-up of 10 results, never more than TuNAS's quarter of the search: TuNAS has shared weights to warm up, here
 * only the baseline is. The entropy bonus (0.00001) made no difference from 0 to 0.05.
 *
 * A draw that is known already is drawn again, some times; then it is mutated until it is new.
 */
export const ppoStrategy: StrategyDefinition = {
  name: 'ppo',
  description: 'Reinforcement learning: a policy over the decisions, updated by proximal policy optimization',
  options: OPTIONS,
  optionsFor: (candidates) => ({ warmUp: Math.min(OPTIONS.warmUp.default, Math.ceil(candidates / 4)) }),
  create: (setup) => new Ppo(setup, readOptions({ kind: 'Strategy', name: 'ppo' }, OPTIONS, setup.options)),
};

const MOST_DRAWS = 16;

class Ppo implements Strategy {
  readonly #space;
  readonly #options;
  readonly #header;
  readonly #rng;
  readonly #deck: Deck;
  readonly #known: KnownPoints;
  readonly #open: Map<string, readonly number[]>;
  readonly #policy: Policy;
  #baseline: BaselineState;

  constructor(setup: StrategySetup, options: Options) {
    this.#space = setup.space;
    this.#options = options;
    this.#header = stateHeader('ppo', 1, setup.space);
    const start = setup.state === undefined ? freshState(setup) : readPpoState(this.#header, setup.space, setup.state);
    this.#rng = createRng(start.rng);
    this.#deck = new Deck(setup.space, start.deck);
    this.#known = new KnownPoints(start.known);
    this.#open = new Map(start.open);
    this.#policy = new Policy(start.policy);
    this.#baseline = start.baseline;
  }

  ask(n: number): Proposal[] {
    const proposals: Proposal[] = [];
    while (proposals.length < n) {
      const proposal = this.#draw() ?? this.#deck.deal(this.#known.has);
      if (proposal === null) break;
      proposals.push(proposal);
      this.#known.propose(proposal.hash);
      this.#open.set(shortHash(proposal.hash), this.#policy.logProbabilities(proposal.encoding));
    }
    return proposals;
  }

  tell({ encoding, hash, reward }: Result): void {
    checkTold(this.#space, encoding);
    // What nobody asked for counts as if it had been drawn now.
    const logProbabilities = this.#open.get(shortHash(hash)) ?? this.#policy.logProbabilities(encoding);
    this.#open.delete(shortHash(hash));
    if (!this.#known.settle(hash) || reward === null || !Number.isFinite(reward)) return;
    this.#baseline = withReward(this.#baseline, reward, this.#options.baselineDecay);
    if (this.#baseline.count <= this.#options.warmUp) return;
    this.#policy.learn({ encoding, logProbabilities, advantage: advantageOf(this.#baseline, reward) }, this.#options);
  }

  state() {
    const { mean, variance, count } = this.#baseline;
    return {
      ...this.#header,
      rng: this.#rng.state(),
      deck: this.#deck.state(),
      known: this.#known.state(),
      open: { hashes: [...this.#open.keys()].join(''), logProbabilities: [...this.#open.values()].map((values) => [...values]) },
      policy: this.#policy.state(),
      baseline: { mean, variance, count },
    };
  }

  #draw(): Proposal | null {
    let drawn: readonly number[] = [];
    for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
      drawn = this.#policy.sample(this.#rng);
      const proposal = proposalOf(this.#space, drawn);
      if (proposal !== null && !this.#known.has(proposal.hash)) return proposal;
    }
    return newMutant(this.#space, drawn, this.#rng, this.#known.has);
  }
}

function freshState({ space, seed }: StrategySetup): PpoState {
  const rng = createRng(seed);
  const deck = freshDeck(rng);
  return { rng: rng.state(), deck, known: NOTHING_KNOWN, open: new Map(), policy: uniformPolicy(space), baseline: NO_BASELINE };
}
