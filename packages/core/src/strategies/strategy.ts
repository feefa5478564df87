import type { DecisionSpace } from '../search-space/decision-space.js';
import type { OptionSpecs } from './options.js';

/** JSON that survives a round trip through a database. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a strategy hands out: a point of the space by its index vector and its hash. */
export interface Proposal {
  readonly encoding: readonly number[];
  readonly hash: string;
}

/** How a proposal ended. */
export interface Result extends Proposal {
  /** The higher the better; of a pruned candidate an estimate of what it would have come to. Null: it failed or was cancelled. */
  readonly reward: number | null;
  /** What several goals made of it, each the higher the better and in the same order for all results; absent where there is one goal. */
  readonly goals?: readonly number[];
}

/**
 * Decides which points to try next. Owns its random numbers: the same seed and the same tells give the same asks. Asks
 * and tells may interleave in any order, results may come that nobody asked for. Holds no reference to the outside;
 * `state()` is everything.
 */
export interface Strategy {
  /** Up to `n` points never proposed or told before; fewer (or none) only when no more are found in the space. */
  ask(n: number): Proposal[];
  /** @throws StrideError ENCODING_INVALID */
  tell(result: Result): void;
  /** Serialisable; `create` of the same definition continues from it as if nothing had happened. */
  state(): JsonValue;
}

export interface StrategyDefinition {
  readonly name: string;
  /** One line for a person who chooses. */
  readonly description: string;
  /** A request may give any of them. */
  readonly options: OptionSpecs;
  /** Options that a search of so many candidates had better have, where the defaults are made for longer ones. */
  readonly optionsFor?: (candidates: number) => Readonly<Record<string, number>>;
  /** @throws StrideError STRATEGY_OPTION_INVALID naming the option that is out of range, STRATEGY_STATE_INVALID */
  create(setup: StrategySetup): Strategy;
}

export interface StrategySetup {
  readonly space: DecisionSpace;
  readonly seed: number;
  readonly options?: Readonly<Record<string, number>>;
  /** From `state()`; absent at the start of a search. */
  readonly state?: JsonValue;
}
