import { integerBetween, numberBetween } from '../documents/rules.js';
import { createRng } from '../random/rng.js';
import { decisions } from '../search-space/encoding.js';
import { readEvolutionState, shortHash, type EvolutionState, type Member } from './evolution-state.js';
import { NetworkDeck } from './network-deck.js';
import { readOptions } from './options.js';
import { proposalOf } from './proposal.js';
import { stateHeader } from './stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from './strategy.js';

const DEFAULTS = { populationSize: 100, sampleSize: 25, identityProbability: 0.05 };
const RULES = {
  populationSize: integerBetween(1, 100_000),
  sampleSize: integerBetween(1, 100_000),
  identityProbability: numberBetween(0, 1),
};

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
  defaults: DEFAULTS,
  optionsFor: populationFor,
  create: (setup) => new Evolution(setup, readOptions('evolution', DEFAULTS, RULES, setup.options)),
};

/**
 * The published population is a tenth to a hundredth of the published budgets. A search that is not even four times as
 * long as that would be random sampling for most of its time, so its population is a quarter of the search.
 */
function populationFor(candidates: number): { populationSize: number; sampleSize: number } {
  const populationSize = Math.max(2, Math.min(DEFAULTS.populationSize, Math.ceil(candidates / 4)));
  return { populationSize, sampleSize: Math.max(2, Math.ceil(populationSize / 4)) };
}

/** A mutant in a neighborhood where all is known walks on; after this many steps chance takes over. */
const MOST_MUTATIONS = 32;

class Evolution implements Strategy {
  readonly #space;
  readonly #options;
  readonly #header;
  readonly #decisions;
  readonly #rng;
  readonly #deck: NetworkDeck;
  /** Short hashes of everything proposed or told. */
  readonly #seen: Set<string>;
  /** Those whose result is still to come. */
  readonly #open: Set<string>;
  /** Oldest first. */
  readonly #population: Member[];

  constructor(setup: StrategySetup, options: typeof DEFAULTS) {
    this.#space = setup.space;
    this.#options = options;
    this.#decisions = decisions(setup.space);
    this.#header = stateHeader('evolution', 1, setup.space);
    const start = setup.state === undefined
      ? freshState(setup.seed)
      : readEvolutionState(this.#header, setup.space, setup.state);
    this.#rng = createRng(start.rng);
    this.#deck = new NetworkDeck(setup.space, start.deck);
    this.#seen = new Set(start.seen);
    this.#open = new Set(start.open);
    this.#population = start.population.slice(-options.populationSize);
  }

  ask(n: number): Proposal[] {
    const proposals: Proposal[] = [];
    while (proposals.length < n) {
      const proposal = this.#propose();
      if (proposal === null) break;
      proposals.push(proposal);
      this.#seen.add(shortHash(proposal.hash));
      this.#open.add(shortHash(proposal.hash));
    }
    return proposals;
  }

  tell(result: Result): void {
    const hash = shortHash(result.hash);
    // A second result of one proposal changes nothing.
    if (this.#seen.has(hash) && !this.#open.delete(hash)) return;
    this.#seen.add(hash);
    if (result.reward === null || !Number.isFinite(result.reward)) return;
    this.#population.push({ encoding: proposalOf(this.#space, result.encoding).encoding, reward: result.reward });
    if (this.#population.length > this.#options.populationSize) this.#population.shift();
  }

  state() {
    return {
      ...this.#header,
      rng: this.#rng.state(),
      deck: this.#deck.state(),
      seen: [...this.#seen].join(''),
      open: [...this.#open].join(''),
      population: this.#population.map(({ encoding, reward }) => ({ encoding, reward })),
    };
  }

  #propose(): Proposal | null {
    // Open proposals count as members to come, so that as many are drawn at random whatever the concurrency.
    const isFounding = this.#population.length + this.#open.size < this.#options.populationSize;
    if (isFounding || this.#population.length === 0) return this.#deal();
    return this.#mutant(this.#parent()) ?? this.#deal();
  }

  /** The next network of the deck that is not known yet; null when there is none left. */
  #deal(): Proposal | null {
    for (let encoding = this.#deck.deal(); encoding !== null; encoding = this.#deck.deal()) {
      const proposal = proposalOf(this.#space, encoding);
      if (!this.#isKnown(proposal)) return proposal;
    }
    return null;
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
    if (this.#decisions.length === 0) return null;
    let encoding = parent.encoding;
    // The identity mutation proposes the parent itself, which is known: its first step is lost.
    const steps = this.#rng.next() < this.#options.identityProbability ? MOST_MUTATIONS - 1 : MOST_MUTATIONS;
    for (let step = 0; step < steps; step += 1) {
      encoding = this.#mutate(encoding);
      const proposal = proposalOf(this.#space, encoding);
      if (!this.#isKnown(proposal)) return proposal;
    }
    return null;
  }

  /** Another choice for one decision, each equally likely. */
  #mutate(encoding: readonly number[]): readonly number[] {
    const position = this.#rng.integer(this.#decisions.length);
    const choices = this.#decisions[position]?.choices.length ?? 1;
    const step = 1 + this.#rng.integer(choices - 1);
    return encoding.map((index, at) => (at === position ? (index + step) % choices : index));
  }

  #isKnown(proposal: Proposal): boolean {
    return this.#seen.has(shortHash(proposal.hash));
  }
}

function freshState(seed: number): EvolutionState {
  const rng = createRng(seed);
  const deck = [rng.integer(2 ** 32), rng.integer(2 ** 32), rng.integer(2 ** 32), 1] as const;
  return { rng: rng.state(), deck: { rng: deck, dealt: 0 }, seen: [], open: [], population: [] };
}
