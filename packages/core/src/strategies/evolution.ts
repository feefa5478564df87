import { createRng } from '../random/rng.js';
import { Deck, freshDeck } from './deck.js';
import { readEvolutionState, type EvolutionState, type Member } from './evolution-state.js';
import { KnownPoints, NOTHING_KNOWN } from './known-points.js';
import { MOST_MUTATIONS, newMutant } from './mutation.js';
import { defaultsOf, readOptions } from './options.js';
import { checkTold } from './proposal.js';
import { stateHeader } from './stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from './strategy.js';

const OPTIONS = {
  populationSize: { default: 100, minimum: 1, maximum: 100_000, integer: true, description: 'Members of the population; so many random networks come first' },
  sampleSize: { default: 25, minimum: 1, maximum: 100_000, integer: true, description: 'Members drawn with replacement, whose best becomes a parent' },
  identityProbability: { default: 0.05, minimum: 0, maximum: 1, integer: false, description: 'Probability that a mutation changes nothing at first' },
};
type Options = ReturnType<typeof defaultsOf<keyof typeof OPTIONS>>;

/**
 * Regularized evolution: random networks first; then the best of a sample of the population, drawn with replacement,
 * is mutated in one decision, and the oldest member leaves as the new one enters.
 * Source: Real et al. 2019, Regularized Evolution for Image Classifier Architecture Search (arXiv 1802.01548).
 *
 * Two things differ from the paper, where every model is trained however often it comes up. No network is proposed
 * twice: a mutant that is known already, as the identity mutation's is, is mutated again until it is new. And tells come
 * in any order, while other proposals are open: age is counted by tells, and failures never enter the population.
 */
export const evolutionStrategy: StrategyDefinition = {
  name: 'evolution',
  description: 'Regularized evolution: mutates the best of a sample, removes the oldest',
  options: OPTIONS,
  optionsFor: populationFor,
  create: (setup) => new Evolution(setup, readOptions({ kind: 'Strategy', name: 'evolution' }, OPTIONS, setup.options)),
};

/**
 * The published population is a tenth to a hundredth of the published budgets. A search that is not even four times as
 * long as that would be random sampling for most of its time, so its population is a quarter of the search.
 */
function populationFor(candidates: number): { populationSize: number; sampleSize: number } {
  const populationSize = Math.max(2, Math.min(OPTIONS.populationSize.default, Math.ceil(candidates / 4)));
  return { populationSize, sampleSize: Math.max(2, Math.ceil(populationSize / 4)) };
}

class Evolution implements Strategy {
  readonly #space;
  readonly #options;
  readonly #header;
  readonly #rng;
  readonly #deck: Deck;
  readonly #known: KnownPoints;
  /** Oldest first. */
  readonly #population: Member[];

  constructor(setup: StrategySetup, options: Options) {
    this.#space = setup.space;
    this.#options = options;
    this.#header = stateHeader('evolution', 2, setup.space);
    const start = setup.state === undefined
      ? freshState(setup.seed)
      : readEvolutionState(this.#header, setup.space, setup.state);
    this.#rng = createRng(start.rng);
    this.#deck = new Deck(setup.space, start.deck);
    this.#known = new KnownPoints(start.known);
    this.#population = start.population.slice(-options.populationSize);
  }

  ask(n: number): Proposal[] {
    const proposals: Proposal[] = [];
    while (proposals.length < n) {
      const proposal = this.#propose();
      if (proposal === null) break;
      proposals.push(proposal);
      this.#known.propose(proposal.hash);
    }
    return proposals;
  }

  tell(result: Result): void {
    const encoding = checkTold(this.#space, result.encoding);
    if (!this.#known.settle(result.hash) || result.reward === null || !Number.isFinite(result.reward)) return;
    this.#population.push({ encoding, reward: result.reward });
    if (this.#population.length > this.#options.populationSize) this.#population.shift();
  }

  state() {
    return {
      ...this.#header,
      rng: this.#rng.state(),
      deck: this.#deck.state(),
      known: this.#known.state(),
      population: this.#population.map(({ encoding, reward }) => ({ encoding, reward })),
    };
  }

  #propose(): Proposal | null {
    // Open proposals count as members to come, so that as many are drawn at random whatever the concurrency.
    const isFounding = this.#population.length + this.#known.open < this.#options.populationSize;
    if (isFounding || this.#population.length === 0) return this.#deck.deal(this.#known.has);
    return this.#mutant(this.#parent()) ?? this.#deck.deal(this.#known.has);
  }

  #parent(): Member {
    let best: Member | undefined;
    for (let drawn = 0; drawn < this.#options.sampleSize; drawn += 1) {
      const member = this.#population[this.#rng.integer(this.#population.length)];
      if (member !== undefined && (best === undefined || member.reward > best.reward)) best = member;
    }
    return best as Member;
  }

  #mutant(parent: Member): Proposal | null {
    // The identity mutation proposes the parent itself, which is known: its first step is lost.
    const steps = this.#rng.next() < this.#options.identityProbability ? MOST_MUTATIONS - 1 : MOST_MUTATIONS;
    return newMutant(this.#space, parent.encoding, this.#rng, this.#known.has, steps);
  }
}

function freshState(seed: number): EvolutionState {
  const rng = createRng(seed);
  const deck = freshDeck(rng);
  return { rng: rng.state(), deck, known: NOTHING_KNOWN, population: [] };
}
