import { createRng } from '../../random/rng.js';
import { Deck, freshDeck } from '../deck.js';
import { KnownPoints, NOTHING_KNOWN } from '../known-points.js';
import { newMutant } from '../mutation.js';
import { defaultsOf, readOptions } from '../options.js';
import { checkTold, proposalOf } from '../proposal.js';
import { stateHeader } from '../stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from '../strategy.js';
import { isBetter, standings, type Standing } from './non-dominated-sort.js';
import { readNsga2State, type Individual, type Nsga2State } from './nsga2-state.js';

const OPTIONS = {
  populationSize: { default: 16, minimum: 2, maximum: 1000, integer: true, description: 'Members of the population; so many random networks come first' },
  crossoverProbability: { default: 0.9, minimum: 0, maximum: 1, integer: false, description: 'Probability that a child mixes the decisions of two parents rather than copying one' },
  mutations: { default: 1, minimum: 0, maximum: 100, integer: false, description: 'Decisions that mutate in a child, on average' },
};
type Options = ReturnType<typeof defaultsOf<keyof typeof OPTIONS>>;

/**
 * NSGA-II (Deb et al. 2002, A Fast and Elitist Multiobjective Genetic Algorithm) for several goals without weights: parents
 * are the better of two random members each, by front and then by crowding; a child mixes their decisions evenly and
 * mutates; the members with the best standing survive. With one goal it is a genetic algorithm.
 *
 * The paper replaces whole generations. Here every result joins at once and the worst member leaves (the "steady state" of
 * Durillo et al. 2009, which found it no worse), so that nobody waits for a generation's slowest. Networks are never
 * proposed twice: a child that is known mutates until it is new. Failures never enter.
 */
export const nsga2Strategy: StrategyDefinition = {
  name: 'nsga2',
  description: 'NSGA-II: evolves a front of networks of which none is worse than another in every goal',
  options: OPTIONS,
  optionsFor: populationFor,
  create: (setup) => new Nsga2(setup, readOptions({ kind: 'Strategy', name: 'nsga2' }, OPTIONS, setup.options)),
};

const PUBLISHED = { population: 100, evaluations: 25_000 };

/**
 * The published population for as many evaluations as were published, and in proportion to their square root for fewer:
 * 15 for 500, where 40 loses a fifth and more of the hypervolume that is won over chance.
 */
function populationFor(candidates: number): { populationSize: number } {
  const size = Math.ceil(PUBLISHED.population * Math.sqrt(candidates / PUBLISHED.evaluations));
  return { populationSize: Math.max(4, Math.min(PUBLISHED.population, size)) };
}

class Nsga2 implements Strategy {
  readonly #space;
  readonly #options;
  readonly #header;
  readonly #rng;
  readonly #deck: Deck;
  readonly #known: KnownPoints;
  /** Oldest first. */
  #population: readonly Individual[];
  /** Of the population, by place; null when it has changed since. */
  #standings: readonly Standing[] | null = null;

  constructor(setup: StrategySetup, options: Options) {
    this.#space = setup.space;
    this.#options = options;
    this.#header = stateHeader('nsga2', 1, setup.space);
    const start = setup.state === undefined ? freshState(setup.seed) : readNsga2State(this.#header, setup.space, setup.state);
    this.#rng = createRng(start.rng);
    this.#deck = new Deck(setup.space, start.deck);
    this.#known = new KnownPoints(start.known);
    this.#population = start.population;
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
    if (!this.#known.settle(result.hash) || result.reward === null) return;
    const goals = [...result.goals ?? [result.reward]];
    const wanted = this.#population[0]?.goals.length ?? goals.length;
    // Nothing tells how goals compare with other goals, or with what is no number.
    if (goals.length === 0 || goals.length !== wanted || !goals.every(Number.isFinite)) return;
    this.#population = survivors([...this.#population, { encoding, goals }], this.#options.populationSize);
    this.#standings = null;
  }

  state() {
    return {
      ...this.#header,
      rng: this.#rng.state(),
      deck: this.#deck.state(),
      known: this.#known.state(),
      population: this.#population.map(({ encoding, goals }) => ({ encoding, goals })),
    };
  }

  #propose(): Proposal | null {
    // Open proposals count as members to come, so that as many are drawn at random whatever the concurrency.
    const isFounding = this.#population.length + this.#known.open < this.#options.populationSize;
    if (isFounding || this.#population.length < 2) return this.#deck.deal(this.#known.has);
    const child = this.#mutated(this.#crossed());
    const proposal = proposalOf(this.#space, child);
    if (proposal !== null && !this.#known.has(proposal.hash)) return proposal;
    return newMutant(this.#space, child, this.#rng, this.#known.has) ?? this.#deck.deal(this.#known.has);
  }

  /** Uniform crossover. */
  #crossed(): readonly number[] {
    const [one, other] = [this.#parent(), this.#parent()];
    if (this.#rng.next() >= this.#options.crossoverProbability) return one.encoding;
    return one.encoding.map((choice, at) => (this.#rng.integer(2) === 0 ? choice : other.encoding[at] as number));
  }

  #mutated(encoding: readonly number[]): readonly number[] {
    const { decisions } = this.#space;
    return encoding.map((choice, at) => {
      if (this.#rng.next() >= this.#options.mutations / decisions.length) return choice;
      const choices = decisions[at]?.choices.length ?? 1;
      return (choice + 1 + this.#rng.integer(choices - 1)) % choices;
    });
  }

  /** Binary tournament. */
  #parent(): Individual {
    this.#standings ??= standings(this.#population.map(({ goals }) => goals));
    const [one, other] = [this.#rng.integer(this.#population.length), this.#rng.integer(this.#population.length)];
    const isOther = isBetter(this.#standings[other] as Standing, this.#standings[one] as Standing);
    return this.#population[isOther ? other : one] as Individual;
  }
}

/** The population without those that stand worst, the oldest of equals first. Crowding changes with each that leaves. */
function survivors(population: readonly Individual[], most: number): readonly Individual[] {
  let left = population;
  while (left.length > most) {
    const standing = standings(left.map(({ goals }) => goals));
    const worst = standing.reduce((found, each, place) => (isBetter(standing[found] as Standing, each) ? place : found), 0);
    left = left.toSpliced(worst, 1);
  }
  return left;
}

function freshState(seed: number): Nsga2State {
  const rng = createRng(seed);
  const deck = freshDeck(rng);
  return { rng: rng.state(), deck, known: NOTHING_KNOWN, population: [] };
}
