import type { SearchSpace } from '../search-space/search-space.js';
import type { Architecture } from '../architecture/architecture.js';

/** JSON that survives a round trip through a database. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a strategy hands out: an architecture, its index vector in the space and its canonical hash. */
export interface Proposal {
  readonly encoding: readonly number[];
  readonly architecture: Architecture;
  readonly hash: string;
}

/** How a proposal ended. A failed or cancelled candidate has reward null. */
export interface Result {
  readonly hash: string;
  readonly encoding: readonly number[];
  readonly reward: number | null;
}

/**
 * Decides which architectures to try next. Owns its random numbers: the same seed and the same tells give the same
 * asks. Asks and tells may interleave in any order. Holds no reference to the outside; `state()` is everything.
 */
export interface Strategy {
  /** Up to `n` architectures never proposed before; fewer (or none) only when the space is exhausted. */
  ask(n: number): Proposal[];
  tell(result: Result): void;
  /** Serialisable; `create` of the same definition continues from it as if nothing had happened. */
  state(): JsonValue;
}

export interface StrategyDefinition {
  readonly name: string;
  readonly description: string;
  /** Options with their defaults; a request may override any of them. */
  readonly defaults: Readonly<Record<string, number>>;
  /** Options that a search of so many candidates had better have, where the defaults are made for longer ones. */
  readonly optionsFor?: (candidates: number) => Readonly<Record<string, number>>;
  /** Throws a coded error naming the option that is out of range. */
  create(setup: StrategySetup): Strategy;
}

export interface StrategySetup {
  readonly space: SearchSpace;
  readonly seed: number;
  readonly options?: Readonly<Record<string, number>>;
  /** From `state()`; absent at the start of a search. */
  readonly state?: JsonValue;
}
