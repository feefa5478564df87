import { DocumentReader, pointer } from '../documents/reader.js';
import { numberBetween } from '../documents/rules.js';
import type { RngState } from '../random/rng.js';
import type { DecisionSpace } from '../search-space/decision-space.js';
import { RNG_STATE_RULE, readDeckState, type DeckState } from './deck.js';
import { readKnownPoints, type KnownPointsState } from './known-points.js';
import { readEncoding } from './stored-fields.js';
import { readState, type StateHeader } from './stored-state.js';

export interface Member {
  readonly encoding: readonly number[];
  readonly reward: number;
}

export interface EvolutionState {
  readonly rng: RngState;
  readonly deck: DeckState;
  readonly known: KnownPointsState;
  readonly population: readonly Member[];
}

/** @throws StrideError STRATEGY_STATE_INVALID */
export function readEvolutionState(header: StateHeader, space: DecisionSpace, state: unknown): EvolutionState {
  return readState(header, ['rng', 'deck', 'known', 'population'], state, (reader, fields) => {
    const { rng } = fields;
    const deck = readDeckState(reader, '/deck', fields['deck'], space);
    const known = readKnownPoints(reader, '/known', fields['known']);
    const population = readPopulation(reader, fields['population'], space);
    return reader.value('/rng', rng, RNG_STATE_RULE) && deck !== null && known !== null ? { rng, deck, known, population } : null;
  });
}

const REWARD = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);

function readPopulation(reader: DocumentReader, document: unknown, space: DecisionSpace): Member[] {
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
