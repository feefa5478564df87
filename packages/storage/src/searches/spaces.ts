import { countArchitectures, type SearchSpace } from '@stride/core';
import type { Search } from '../generated/client.js';
import { stored } from '../summaries.js';

/** The space of a search never changes, so what was once read or computed of it stays true. */
class Remembered<T> {
  readonly #values = new Map<string, T>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  of(id: string, make: () => T): T {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const value = make();
    const oldest = this.#values.keys().next().value;
    if (this.#values.size >= this.#most && oldest !== undefined) this.#values.delete(oldest);
    this.#values.set(id, value);
    return value;
  }
}

const spaces = new Remembered<SearchSpace>(50);
const sizes = new Remembered<bigint>(1_000);

/** The same object every time: core keeps what it computes of a space, such as the index of its networks, with the object. */
export function spaceOf({ id, space }: Pick<Search, 'id' | 'space'>): SearchSpace {
  return spaces.of(id, () => stored<SearchSpace>(space));
}

/** How many different architectures the space of a search holds, exactly. Counting an intricate one takes seconds. */
export function spaceSize(search: Pick<Search, 'id' | 'space'>): bigint {
  return sizes.of(search.id, () => countArchitectures(spaceOf(search)));
}
