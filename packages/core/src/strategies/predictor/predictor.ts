import { createRng, type Rng } from '../../random/rng.js';
import { Deck, freshDeck } from '../deck.js';
import { readOptions } from '../options.js';
import { checkTold } from '../proposal.js';
import { shortHash } from '../stored-fields.js';
import { stateHeader } from '../stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from '../strategy.js';
import type { Encoding } from './gaussian-process.js';
import { isSparse, keyOf, mostPromising } from './pool.js';
import { NO_STREAK, readPredictorState, writePredictorState, type PredictorState, type Streak } from './predictor-state.js';
import { RewardModel, untaughtModel, type Told } from './reward-model.js';

const OPTIONS = {
  founders: { default: 16, minimum: 2, maximum: 10_000, integer: true, description: 'Random networks that come first' },
  memory: { default: 192, minimum: 16, maximum: 1024, integer: true, description: 'Results that the model looks at, most of them the best; time per proposal grows with its square' },
  patience: { default: 80, minimum: 10, maximum: 100_000, integer: true, description: 'Results in a row after which, when the best is still the same, it begins anew elsewhere' },
};

/**
 * A model of the rewards guides the search: random networks first; then of many mutants of the best and some random
 * networks that one whose expected improvement on a little more than the best is the greatest. The model is a Gaussian
 * process, which knows how sure it is; what is under way counts as what the model believes of it, so that workers do not all
 * try the same idea. It learns when it is told, so that no ask waits for a fit but the one after results of another search.
 *
 * A model that looks at a hill sees no others: when the best has been the same for long, the search begins anew with random
 * networks and a model of what comes from then on. Source of that idea: Eriksson et al. 2019, TuRBO (arXiv 1910.01739).
 */
export const predictorStrategy: StrategyDefinition = {
  name: 'predictor',
  description: 'Model-guided: proposes what a Gaussian process expects to improve most',
  options: OPTIONS,
  create: (setup) => new Predictor(setup),
};

/** Searches by a model of the rewards; says whether it still proposes at random. */
export class Predictor implements Strategy {
  readonly #space;
  readonly #options;
  readonly #header;
  readonly #rng: Rng;
  readonly #deck: Deck;
  readonly #known: Set<string>;
  readonly #knownKeys: Set<string>;
  readonly #told: Told[];
  readonly #open: Map<string, Encoding>;
  /** What was told since the search began anew; the model knows nothing else. */
  #results: Told[];
  #model: RewardModel;
  #streak: Streak;
  /** Found out when it is needed. */
  #isSparse: boolean | null = null;

  constructor(setup: StrategySetup) {
    this.#space = setup.space;
    this.#options = readOptions({ kind: 'Strategy', name: 'predictor' }, OPTIONS, setup.options);
    this.#header = stateHeader('predictor', 3, setup.space);
    const start = setup.state === undefined ? freshState(setup) : readPredictorState(this.#header, setup.space, setup.state);
    this.#rng = createRng(start.rng);
    this.#deck = new Deck(setup.space, start.deck);
    this.#told = [...start.told];
    this.#results = start.told.slice(start.since);
    this.#streak = start.streak;
    this.#open = new Map(start.open.map(({ hash, encoding }) => [hash, encoding]));
    this.#known = new Set([...start.told, ...start.open].map(({ hash }) => hash));
    this.#knownKeys = new Set([...start.told, ...start.open].map(({ encoding }) => keyOf(encoding)));
    this.#model = new RewardModel(setup.space.decisions, this.#options.memory, start.model);
  }

  ask(n: number): Proposal[] {
    const proposals: Proposal[] = [];
    while (proposals.length < n) {
      const proposal = this.#propose();
      if (proposal === null) break;
      proposals.push(proposal);
      this.expect(proposal);
    }
    return proposals;
  }

  /** A result of this will come, whoever proposed it: until then it counts with what the model believes of it. */
  expect({ hash, encoding }: Proposal): void {
    this.#known.add(shortHash(hash));
    this.#knownKeys.add(keyOf(encoding));
    this.#open.set(shortHash(hash), encoding);
  }

  tell(result: Result): void {
    const encoding = checkTold(this.#space, result.encoding);
    const hash = shortHash(result.hash);
    const isExpected = this.#open.delete(hash);
    // A second result of one proposal changes nothing.
    if (this.#known.has(hash) && !isExpected) return;
    this.#known.add(hash);
    this.#knownKeys.add(keyOf(encoding));
    const reward = result.reward !== null && Number.isFinite(result.reward) ? result.reward : null;
    const told = { hash, encoding, reward };
    this.#told.push(told);
    this.#results.push(told);
    if (isExpected) this.#learn();
    // Results of another search say nothing about how long this one has found nothing better; all that come are learned at once.
    else this.#streak = { ...this.#streak, from: this.#streak.from + 1 };
  }

  state() {
    const open = [...this.#open].map(([hash, encoding]) => ({ hash, encoding }));
    return { ...this.#header, ...writePredictorState({ rng: this.#rng.state(), deck: this.#deck.state(), told: this.#told, since: this.#told.length - this.#results.length, streak: this.#streak, open, model: this.#model.learned }) };
  }

  /** Whether the next proposal is a random one, because there is too little that the model could have learned from. */
  get isFounding(): boolean {
    return this.#results.length + this.#open.size < this.#options.founders || !this.#isTaught();
  }

  /** The model has enough to learn from; open proposals may still be founders. */
  #isTaught(): boolean {
    const least = Math.min(this.#options.founders, 8);
    return this.#results.length >= least && this.#results.filter(({ reward }) => reward !== null).length >= 2;
  }

  #learn(): void {
    if (!this.#isTaught()) return;
    this.#model.learn(this.#results, this.#rng);
    const { process, places } = this.#model.belief(this.#results);
    const best = places[indexOfGreatest(process.means())] as number;
    if (best !== this.#streak.best) this.#streak = { best, from: this.#results.length };
    if (this.#results.length - this.#streak.from < this.#options.patience) return;
    this.#results = [];
    this.#streak = NO_STREAK;
    this.#model = new RewardModel(this.#space.decisions, this.#options.memory, untaughtModel(this.#space.decisions.length));
  }

  #propose(): Proposal | null {
    if (this.isFounding || this.#space.decisions.length === 0) return this.#deck.deal(this.#isKnown);
    // Has nothing to do unless results came that were not expected.
    this.#model.learn(this.#results, this.#rng);
    const { process, places } = this.#model.belief(this.#results);
    const open = [...this.#open.values()];
    const points = [...places.map((place) => (this.#results[place] as Told).encoding), ...open];
    this.#isSparse ??= isSparse(this.#space, createRng(0));
    const options = { space: this.#space, rng: this.#rng, isKnown: this.#isKnown, knownKeys: this.#knownKeys, isSparse: this.#isSparse };
    return process.believing(open, () => mostPromising(process, points, options)) ?? this.#deck.deal(this.#isKnown);
  }

  readonly #isKnown = (hash: string): boolean => this.#known.has(shortHash(hash));
}

function freshState({ seed, space }: StrategySetup): PredictorState {
  const rng = createRng(seed);
  const deck = freshDeck(rng);
  return { rng: rng.state(), deck, told: [], since: 0, streak: NO_STREAK, open: [], model: untaughtModel(space.decisions.length) };
}

function indexOfGreatest(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > (values[best] as number) ? index : best), 0);
}
