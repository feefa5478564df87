import { createRng } from '../../random/rng.js';
import { localSearchStrategy } from '../local-search/local-search.js';
import { nsga2Strategy } from '../nsga2/nsga2.js';
import { readOptions } from '../options.js';
import { Predictor } from '../predictor/predictor.js';
import { shortHash } from '../stored-fields.js';
import { stateHeader } from '../stored-state.js';
import type { Proposal, Result, Strategy, StrategyDefinition, StrategySetup } from '../strategy.js';
import { readAutoState, writeAutoState, type AutoState } from './auto-state.js';
import { isModelTrusted, isStagnant, NO_EVIDENCE, withKnown, withReward, type Evidence, type Maker } from './evidence.js';

/** Random networks that come first: as many as the model wants to begin with. */
const FOUNDERS = 16;
/**
 * The default: what a person who knows all strategies would do. Begins at random and goes on with the model, which measured
 * best on every table we have (docs/search-quality.md). Three kinds of evidence change that. When the best has not been
 * beaten for a while, local search makes every second proposal: it finds what lies beside the best known ones, and begins
 * anew elsewhere. Proposals of the model that are not clearly better than the random ones say that it has learned nothing
 * here: then local search makes three of four, until the model's share does better. And where results have several goals,
 * they are sorted by all of them.
 */
export const autoStrategy: StrategyDefinition = {
  name: 'auto',
  description: 'Chooses by evidence: a model first, local search where the model gets no further, NSGA-II for several goals',
  options: {},
  create(setup) {
    readOptions({ kind: 'Strategy', name: 'auto' }, {}, setup.options);
    return new Auto(setup);
  },
};

class Auto implements Strategy {
  readonly #header;
  readonly #members: { readonly model: Predictor; readonly local: Strategy; readonly goals: Strategy };
  /** Short hashes of what was proposed and has no result yet, and who made it. */
  readonly #open: Map<string, Maker>;
  #evidence: Evidence;
  /** Proposals so far. */
  #count: number;

  constructor({ space, seed, state }: StrategySetup) {
    this.#header = stateHeader('auto', 1, space);
    const start = state === undefined ? null : readAutoState(this.#header, state);
    const rng = createRng(seed);
    const setup = (name: keyof AutoState['members'], options = {}): StrategySetup => ({
      space, seed: rng.integer(2 ** 31), options, ...(start === null ? {} : { state: start.members[name] }),
    });
    this.#members = {
      model: new Predictor(setup('model', { founders: FOUNDERS })),
      local: localSearchStrategy.create(setup('local')),
      goals: nsga2Strategy.create(setup('goals')),
    };
    this.#open = new Map(start?.open);
    this.#evidence = start?.evidence ?? NO_EVIDENCE;
    this.#count = start?.count ?? 0;
  }

  ask(n: number): Proposal[] {
    const proposals: Proposal[] = [];
    while (proposals.length < n) {
      const maker = this.#maker();
      const member = this.#members[maker === 'chance' ? 'model' : maker];
      const proposal = this.#newOf(member);
      if (proposal === null) break;
      proposals.push(proposal);
      if (member !== this.#members.model) this.#members.model.expect(proposal);
      this.#open.set(shortHash(proposal.hash), maker);
      this.#count++;
    }
    return proposals;
  }

  tell(result: Result): void {
    for (const member of Object.values(this.#members)) member.tell(result);
    const hash = shortHash(result.hash);
    const maker = this.#open.get(hash);
    this.#open.delete(hash);
    if ((result.goals?.length ?? 0) > 1) this.#evidence = { ...this.#evidence, hasSeveralGoals: true };
    if (result.reward === null || !Number.isFinite(result.reward)) return;
    this.#evidence = maker === undefined ? withKnown(this.#evidence, result.reward) : withReward(this.#evidence, maker, result.reward);
  }

  state() {
    const members = { model: this.#members.model.state(), local: this.#members.local.state(), goals: this.#members.goals.state() };
    return { ...this.#header, ...writeAutoState({ members, open: [...this.#open], evidence: this.#evidence, count: this.#count }) };
  }

  #maker(): Maker {
    if (this.#evidence.hasSeveralGoals) return 'goals';
    if (this.#count % this.#modelTurn() !== 0) return 'local';
    return this.#members.model.isFounding ? 'chance' : 'model';
  }

  /** Of how many proposals the model makes one. */
  #modelTurn(): number {
    if (!isModelTrusted(this.#evidence)) return 4;
    return isStagnant(this.#evidence) ? 2 : 1;
  }

  /** What the member proposes, but nothing that another has proposed already: the member will be told of that, too. */
  #newOf(member: Strategy): Proposal | null {
    for (;;) {
      const [proposal] = member.ask(1);
      if (proposal === undefined) return null;
      if (!this.#open.has(shortHash(proposal.hash))) return proposal;
    }
  }
}
