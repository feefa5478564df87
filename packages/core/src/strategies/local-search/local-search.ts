import { createRng } from '../../random/rng.js';
import { Deck, freshDeck } from '../deck.js';
import { KnownPoints, NOTHING_KNOWN } from '../known-points.js';
import { defaultsOf, readOptions } from '../options.js';
import { checkTold } from '../proposal.js';
import { shortHash, splitHashes } from '../stored-fields.js';
import { stateHeader } from '../stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from '../strategy.js';
import { readLocalSearchState, type ClimbState, type Incumbent, type LocalSearchState } from './local-search-state.js';
import { LookOrder, neighborCount, nextNeighbor } from './neighborhood.js';

const OPTIONS = {
  founders: { default: 8, minimum: 1, maximum: 10_000, integer: true, description: 'Random points that every climb begins with' },
  patience: { default: 0.25, minimum: 0.001, maximum: 1, integer: false, description: 'Share of the neighbors of a point, which differ in one decision, that may fail to improve on it before it is given up' },
  deadEnds: { default: 10, minimum: 1, maximum: 10_000, integer: true, description: 'Points given up in a row without a new best, after which another climb begins at random points' },
};
type Options = ReturnType<typeof defaultsOf<keyof typeof OPTIONS>>;

/**
 * First-improvement local search: neighbors of the best point, one decision away, until one is better; then that one's.
 * Known to be a strong baseline for architectures (White et al. 2021, Exploring the Loss Landscape in Neural Architecture
 * Search, arXiv 2005.02960). Four things go beyond the textbook, each measured to pay on benchmarks of several kinds:
 *
 * - Choices that were looked at last are looked at last again (LookOrder), which halves what is lost within 100 results.
 * - A climb begins at the best of a few random points.
 * - A point is given up after some of its neighbors only, and the climb goes on from its next best: with noise the best
 *   is often a lucky one, whose neighbors would have to be luckier still.
 * - After several such dead ends without a new best it is a plateau: another climb begins at random points.
 *
 * Results come in any order: a climb goes on from the best that it knows when it is asked. What an earlier climb proposed
 * only counts when it is the best of all.
 */
export const localSearchStrategy: StrategyDefinition = {
  name: 'local-search',
  description: 'Climbs from the best known network by changing one decision at a time; begins anew on a plateau',
  options: OPTIONS,
  optionsFor: (candidates) => ({ founders: Math.max(1, Math.min(OPTIONS.founders.default, Math.ceil(candidates / 6))) }),
  create: (setup) => new LocalSearch(setup, readOptions({ kind: 'Strategy', name: 'local-search' }, OPTIONS, setup.options)),
};

const NEW_CLIMB: ClimbState = { results: 0, best: null, bestOfAll: null, deadEnds: 0, frontier: [] };

class LocalSearch implements Strategy {
  readonly #space;
  readonly #options;
  /** Neighbors of a point that may be tried in vain. */
  readonly #patience: number;
  readonly #header;
  readonly #rng;
  readonly #deck: Deck;
  readonly #known: KnownPoints;
  readonly #order: LookOrder;
  readonly #earlier: Set<string>;
  #climb: ClimbState;

  constructor(setup: StrategySetup, options: Options) {
    this.#space = setup.space;
    this.#options = options;
    this.#patience = Math.ceil(options.patience * neighborCount(setup.space));
    this.#header = stateHeader('local-search', 1, setup.space);
    const start = setup.state === undefined ? freshState(setup) : readLocalSearchState(this.#header, setup.space, setup.state);
    this.#rng = createRng(start.rng);
    this.#deck = new Deck(setup.space, start.deck);
    this.#known = new KnownPoints(start.known);
    this.#order = new LookOrder(start.lookedAt, start.turn);
    this.#earlier = new Set(splitHashes(start.earlier));
    this.#climb = start.climb;
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
    const isEarlier = this.#earlier.delete(shortHash(result.hash));
    const { reward } = result;
    if (!this.#known.settle(result.hash) || reward === null || !Number.isFinite(reward)) return;
    const { results, best, bestOfAll, deadEnds, frontier } = this.#climb;
    const isBestOfAll = bestOfAll === null || reward > bestOfAll;
    if (isEarlier && !isBestOfAll) return;
    const isBest = best === null || reward > best;
    this.#climb = {
      results: results + 1, best: isBest ? reward : best, bestOfAll: isBestOfAll ? reward : bestOfAll, deadEnds: isBest ? 0 : deadEnds,
      frontier: this.#withIncumbent(frontier, { encoding, reward, tried: 0 }),
    };
  }

  state() {
    const { results, best, bestOfAll, deadEnds, frontier } = this.#climb;
    return {
      ...this.#header,
      rng: this.#rng.state(),
      deck: this.#deck.state(),
      known: this.#known.state(),
      climb: { results, best, bestOfAll, deadEnds, frontier: frontier.map(({ encoding, reward, tried }) => ({ encoding, reward, tried })) },
      earlier: [...this.#earlier].join(''),
      ...this.#order.state(),
    };
  }

  #propose(): Proposal | null {
    const founders = this.#climb.results + this.#known.open - this.#earlier.size;
    while (this.#climb.frontier.length > 0 && founders >= this.#options.founders) {
      const neighbor = this.#neighborOfBest();
      if (neighbor !== null) return neighbor;
      this.#giveUpBest();
    }
    return this.#deck.deal(this.#known.has);
  }

  #neighborOfBest(): Proposal | null {
    const [best, ...others] = this.#climb.frontier as [Incumbent, ...Incumbent[]];
    if (best.tried >= this.#patience) return null;
    const neighbor = nextNeighbor(this.#space, best.encoding, this.#order, this.#rng, this.#known.has);
    if (neighbor === null) return null;
    this.#order.lookAt(best.encoding, neighbor.encoding);
    this.#climb = { ...this.#climb, frontier: [{ ...best, tried: best.tried + 1 }, ...others] };
    return neighbor;
  }

  #giveUpBest(): void {
    const deadEnds = this.#climb.deadEnds + 1;
    if (deadEnds < this.#options.deadEnds) {
      this.#climb = { ...this.#climb, deadEnds, frontier: this.#climb.frontier.slice(1) };
      return;
    }
    this.#climb = { ...NEW_CLIMB, bestOfAll: this.#climb.bestOfAll };
    for (const hash of splitHashes(this.#known.state().open)) this.#earlier.add(hash);
  }

  /** No more points are kept than can be given up before another climb begins. */
  #withIncumbent(frontier: readonly Incumbent[], incumbent: Incumbent): readonly Incumbent[] {
    const place = frontier.findIndex(({ reward }) => reward < incumbent.reward);
    return frontier.toSpliced(place < 0 ? frontier.length : place, 0, incumbent).slice(0, this.#options.deadEnds + 1);
  }
}

function freshState({ space, seed }: StrategySetup): LocalSearchState {
  const rng = createRng(seed);
  const deck = freshDeck(rng);
  const lookedAt = space.decisions.map(({ choices }) => choices.map(() => 0));
  return { rng: rng.state(), deck, known: NOTHING_KNOWN, climb: NEW_CLIMB, earlier: '', lookedAt, turn: 0 };
}
