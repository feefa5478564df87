import { DocumentReader, pointer } from '../documents/reader.js';
import { integerBetween, type Rule } from '../documents/rules.js';
import { createRng, isRngState, type RngState } from '../random/rng.js';
import { countArchitectures, encodingAt } from '../search-space/networks.js';
import type { SearchSpace } from '../search-space/search-space.js';

/** The whole of a deck: it is dealt again from here. */
export type DeckState = { readonly rng: RngState; readonly dealt: number };

/**
 * All networks of a space in uniformly random order, each once, however large the space: a Fisher-Yates shuffle of
 * their ranks that stores only the places it has changed, so that it costs as much as is dealt from it.
 */
export class NetworkDeck {
  readonly #space: SearchSpace;
  readonly #size: bigint;
  readonly #start: RngState;
  readonly #rng;
  readonly #moved = new Map<bigint, bigint>();
  #position = 0n;

  constructor(space: SearchSpace, start: DeckState) {
    this.#space = space;
    this.#size = countArchitectures(space);
    this.#start = start.rng;
    this.#rng = createRng(start.rng);
    for (let index = 0; index < start.dealt; index += 1) this.#nextRank();
  }

  /** An encoding of the next network; null when all have been dealt. */
  deal(): number[] | null {
    const rank = this.#nextRank();
    return rank === null ? null : encodingAt(this.#space, rank);
  }

  state(): DeckState {
    return { rng: this.#start, dealt: Number(this.#position) };
  }

  #nextRank(): bigint | null {
    if (this.#position === this.#size) return null;
    const place = this.#position + this.#rng.bigInteger(this.#size - this.#position);
    const drawn = this.#moved.get(place) ?? place;
    this.#moved.set(place, this.#moved.get(this.#position) ?? this.#position);
    this.#moved.delete(this.#position);
    this.#position += 1n;
    return drawn;
  }
}

export const RNG_STATE_RULE: Rule<RngState> = { expected: 'four 32-bit words, not all of them zero', accepts: isRngState };

/** Dealing again takes time for every network dealt before; no search gets this far. */
const MOST_DEALT = 100_000_000;

export function readDeckState(reader: DocumentReader, path: string, document: unknown, space: SearchSpace): DeckState | null {
  const fields = reader.object(path, document, ['rng', 'dealt']);
  if (fields === null) return null;
  const { rng, dealt } = fields;
  const size = countArchitectures(space);
  const most = size < MOST_DEALT ? Number(size) : MOST_DEALT;
  const isSound = reader.value(pointer(path, 'rng'), rng, RNG_STATE_RULE)
    && reader.value(pointer(path, 'dealt'), dealt, integerBetween(0, most));
  return isSound ? { rng, dealt } : null;
}
