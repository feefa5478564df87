import { DocumentReader, pointer } from '../documents/reader.js';
import { integerBetween, numberBetween, type Rule } from '../documents/rules.js';
import type { RngState } from '../random/rng.js';
import { decisions } from '../search-space/encoding.js';
import type { SearchSpace } from '../search-space/search-space.js';
import { RNG_STATE_RULE, readDeckState, type DeckState } from './network-deck.js';
import { readState, type StateHeader } from './stored-state.js';

export interface Member {
  readonly encoding: readonly number[];
  readonly reward: number;
}

export interface EvolutionState {
  readonly rng: RngState;
  readonly deck: DeckState;
  readonly seen: readonly string[];
  readonly open: readonly string[];
  readonly population: readonly Member[];
}

/** 64 bits: among a million networks, the chance that any two share them is 3 in 10^8. */
const HASH_DIGITS = 16;

/** Enough of a hash to tell the networks of one search apart, and a quarter of its length in the stored state. */
export function shortHash(hash: string): string {
  return hash.slice(0, HASH_DIGITS);
}

const HASHES: Rule<string> = {
  expected: `groups of ${HASH_DIGITS} lower-case hex digits without a separator`,
  accepts: (value): value is string => typeof value === 'string' && /^([0-9a-f]{16})*$/.test(value),
};

/** @throws StrideError STRATEGY_STATE_INVALID */
export function readEvolutionState(header: StateHeader, space: SearchSpace, state: unknown): EvolutionState {
  return readState(header, ['rng', 'deck', 'seen', 'open', 'population'], state, (reader, fields) => {
    const { rng, seen, open } = fields;
    const deck = readDeckState(reader, '/deck', fields['deck'], space);
    const population = readPopulation(reader, fields['population'], space);
    const isSound = reader.value('/rng', rng, RNG_STATE_RULE) && reader.value('/seen', seen, HASHES)
      && reader.value('/open', open, HASHES) && deck !== null;
    return isSound ? { rng, deck, population, seen: splitHashes(seen), open: splitHashes(open) } : null;
  });
}

function splitHashes(joined: string): string[] {
  return joined.match(/.{16}/g) ?? [];
}

const REWARD = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);

function readPopulation(reader: DocumentReader, document: unknown, space: SearchSpace): Member[] {
  const items = reader.list('/population', document, 0, 100_000) ?? [];
  return items.flatMap((item, index) => {
    const path = pointer('/population', index);
    const fields = reader.object(path, item, ['encoding', 'reward']);
    if (fields === null) return [];
    const encoding = readEncoding(reader, pointer(path, 'encoding'), fields['encoding'], space);
    const { reward } = fields;
    return reader.value(pointer(path, 'reward'), reward, REWARD) ? [{ encoding, reward }] : [];
  });
}

function readEncoding(reader: DocumentReader, path: string, document: unknown, space: SearchSpace): number[] {
  const wanted = decisions(space);
  const indices = reader.list(path, document, wanted.length, wanted.length) ?? [];
  return indices.filter((index, at): index is number => (
    reader.value(pointer(path, at), index, integerBetween(0, (wanted[at]?.choices.length ?? 1) - 1))));
}
