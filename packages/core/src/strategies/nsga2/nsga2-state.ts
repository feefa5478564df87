import { DocumentReader, pointer } from '../../documents/reader.js';
import { numberBetween } from '../../documents/rules.js';
import type { RngState } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { RNG_STATE_RULE, readDeckState, type DeckState } from '../deck.js';
import { readKnownPoints, type KnownPointsState } from '../known-points.js';
import { readEncoding } from '../stored-fields.js';
import { readState, type StateHeader } from '../stored-state.js';

export interface Individual {
  readonly encoding: readonly number[];
  /** One or more, each the higher the better; all individuals have as many. */
  readonly goals: readonly number[];
}

export interface Nsga2State {
  readonly rng: RngState;
  readonly deck: DeckState;
  readonly known: KnownPointsState;
  readonly population: readonly Individual[];
}

const GOAL = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);
const MOST_GOALS = 100;

/** @throws StrideError STRATEGY_STATE_INVALID */
export function readNsga2State(header: StateHeader, space: DecisionSpace, state: unknown): Nsga2State {
  return readState(header, ['rng', 'deck', 'known', 'population'], state, (reader, fields) => {
    const { rng } = fields;
    const deck = readDeckState(reader, '/deck', fields['deck'], space);
    const known = readKnownPoints(reader, '/known', fields['known']);
    const population = readPopulation(reader, fields['population'], space);
    return reader.value('/rng', rng, RNG_STATE_RULE) && deck !== null && known !== null ? { rng, deck, known, population } : null;
  });
}

function readPopulation(reader: DocumentReader, document: unknown, space: DecisionSpace): Individual[] {
  const items = reader.list('/population', document, 0, 100_000) ?? [];
  let [least, most] = [1, MOST_GOALS];
  return items.flatMap((item, index) => {
    const path = pointer('/population', index);
    const fields = reader.object(path, item, ['encoding', 'goals']);
    if (fields === null) return [];
    const encoding = readEncoding(reader, pointer(path, 'encoding'), fields['encoding'], space);
    const goals = reader.list(pointer(path, 'goals'), fields['goals'], least, most);
    if (goals === null) return [];
    [least, most] = [goals.length, goals.length];
    return [{ encoding, goals: goals.filter((goal, at): goal is number => reader.value(pointer(`${path}/goals`, at), goal, GOAL)) }];
  });
}
