import { DocumentReader, pointer } from '../documents/reader.js';
import { integerBetween, type Rule } from '../documents/rules.js';
import { createRng, isRngState, type Rng, type RngState } from '../random/rng.js';
import type { DecisionSpace } from '../search-space/decision-space.js';
import { proposalOf } from './proposal.js';
import type { Proposal } from './strategy.js';

/** The whole of a deck: it is dealt again from here. */
export type DeckState = { readonly rng: RngState; readonly dealt: number };

/** Points that may not be tried in a row, after which a deck counts as empty: limits leave almost nothing of the space. */
const MOST_REFUSED = 5_000;

/**
 * All points of a space in uniformly random order, each once, however large the space: a Fisher-Yates shuffle of their
 * ranks that stores only the places it has changed, so that it costs as much as is dealt from it.
 */
export class Deck {
  readonly #space: DecisionSpace;
  readonly #start: RngState;
  readonly #rng;
  readonly #moved = new Map<bigint, bigint>();
  #position = 0n;

  constructor(space: DecisionSpace, start: DeckState) {
    this.#space = space;
    this.#start = start.rng;
    this.#rng = createRng(start.rng);
    for (let index = 0; index < start.dealt; index += 1) this.#nextRank();
  }

  /** The next point that may be tried and is not known; null when there is none left. */
  deal(isKnown: (hash: string) => boolean): Proposal | null {
    let refused = 0;
    for (let rank = this.#nextRank(); rank !== null; rank = this.#nextRank()) {
      const proposal = proposalOf(this.#space, this.#space.encodingAt(rank));
      if (proposal !== null && !isKnown(proposal.hash)) return proposal;
      if (proposal === null && ++refused === MOST_REFUSED) return null;
    }
    return null;
  }

  state(): DeckState {
    return { rng: this.#start, dealt: Number(this.#position) };
  }

  #nextRank(): bigint | null {
    if (this.#position === this.#space.size) return null;
    const place = this.#position + this.#rng.bigInteger(this.#space.size - this.#position);
    const drawn = this.#moved.get(place) ?? place;
    this.#moved.set(place, this.#moved.get(this.#position) ?? this.#position);
    this.#moved.delete(this.#position);
    this.#position += 1n;
    return drawn;
  }
}

/** A deck whose order has nothing to do with the numbers that `rng` gives afterwards. */
export function freshDeck(rng: Rng): DeckState {
  return { rng: [rng.integer(2 ** 32), rng.integer(2 ** 32), rng.integer(2 ** 32), 1], dealt: 0 };
}

export const RNG_STATE_RULE: Rule<RngState> = { expected: 'four 32-bit words, not all of them zero', accepts: isRngState };

/** Dealing again takes time for every point dealt before; no search gets this far. */
const MOST_DEALT = 100_000_000;

export function readDeckState(reader: DocumentReader, path: string, document: unknown, space: DecisionSpace): DeckState | null {
  const fields = reader.object(path, document, ['rng', 'dealt']);
  if (fields === null) return null;
  const { rng, dealt } = fields;
  const most = space.size < MOST_DEALT ? Number(space.size) : MOST_DEALT;
  const isSound = reader.value(pointer(path, 'rng'), rng, RNG_STATE_RULE)
    && reader.value(pointer(path, 'dealt'), dealt, integerBetween(0, most));
  return isSound ? { rng, dealt } : null;
}
