import { DocumentReader, pointer } from '../../documents/reader.js';
import { integerBetween, numberBetween, type Rule } from '../../documents/rules.js';
import type { RngState } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { RNG_STATE_RULE, readDeckState, type DeckState } from '../deck.js';
import { readKnownPoints, type KnownPointsState } from '../known-points.js';
import { joinedHashes, readEncoding } from '../stored-fields.js';
import { readState, type StateHeader } from '../stored-state.js';

/** A point that the climb may go on from. */
export interface Incumbent {
  readonly encoding: readonly number[];
  readonly reward: number;
  /** How many of its neighbors were proposed while it was the best of its climb's frontier. */
  readonly tried: number;
}

/** From random points up to where nothing better is found. */
export interface ClimbState {
  /** Results with a reward since it began. */
  readonly results: number;
  /** Its best reward; null before the first. */
  readonly best: number | null;
  /** The best of this climb and of all before; null before the first. */
  readonly bestOfAll: number | null;
  /** Points given up in a row without a new best. */
  readonly deadEnds: number;
  /** What was not given up yet, the best first. */
  readonly frontier: readonly Incumbent[];
}

export interface LocalSearchState {
  readonly rng: RngState;
  readonly deck: DeckState;
  readonly known: KnownPointsState;
  readonly climb: ClimbState;
  /** Of what is open, short hashes of what earlier climbs proposed, joined. */
  readonly earlier: string;
  /** For each choice of each decision the turn in which it was last looked at; 0 is never. */
  readonly lookedAt: readonly (readonly number[])[];
  readonly turn: number;
}

const MOST_TURNS = Number.MAX_SAFE_INTEGER;
const COUNT = integerBetween(0, MOST_TURNS);
const REWARD = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);
const REWARD_OR_NONE: Rule<number | null> = {
  expected: `${REWARD.expected} or null`, accepts: (value): value is number | null => value === null || REWARD.accepts(value),
};
const MOST_IN_FRONTIER = 100_000;

/** @throws StrideError STRATEGY_STATE_INVALID */
export function readLocalSearchState(header: StateHeader, space: DecisionSpace, state: unknown): LocalSearchState {
  const names = ['rng', 'deck', 'known', 'climb', 'earlier', 'lookedAt', 'turn'];
  return readState(header, names, state, (reader, fields) => {
    const { rng, earlier, turn } = fields;
    const deck = readDeckState(reader, '/deck', fields['deck'], space);
    const known = readKnownPoints(reader, '/known', fields['known']);
    const climb = readClimb(reader, fields['climb'], space);
    const lookedAt = readLookedAt(reader, fields['lookedAt'], space);
    const isSound = reader.value('/rng', rng, RNG_STATE_RULE) && reader.value('/earlier', earlier, joinedHashes())
      && reader.value('/turn', turn, COUNT);
    return isSound && deck && known && climb ? { rng, deck, known, climb, earlier, lookedAt, turn } : null;
  });
}

function readClimb(reader: DocumentReader, document: unknown, space: DecisionSpace): ClimbState | null {
  const fields = reader.object('/climb', document, ['results', 'best', 'bestOfAll', 'deadEnds', 'frontier']);
  if (fields === null) return null;
  const { results, best, bestOfAll, deadEnds } = fields;
  const items = reader.list('/climb/frontier', fields['frontier'], 0, MOST_IN_FRONTIER) ?? [];
  const frontier = items.flatMap((item, index) => readIncumbent(reader, pointer('/climb/frontier', index), item, space));
  const isSound = reader.value('/climb/results', results, COUNT) && reader.value('/climb/best', best, REWARD_OR_NONE)
    && reader.value('/climb/bestOfAll', bestOfAll, REWARD_OR_NONE) && reader.value('/climb/deadEnds', deadEnds, COUNT);
  return isSound ? { results, best, bestOfAll, deadEnds, frontier } : null;
}

function readIncumbent(reader: DocumentReader, path: string, document: unknown, space: DecisionSpace): Incumbent[] {
  const fields = reader.object(path, document, ['encoding', 'reward', 'tried']);
  if (fields === null) return [];
  const { reward, tried } = fields;
  const encoding = readEncoding(reader, pointer(path, 'encoding'), fields['encoding'], space);
  const isSound = reader.value(pointer(path, 'reward'), reward, REWARD) && reader.value(pointer(path, 'tried'), tried, COUNT);
  return isSound ? [{ encoding, reward, tried }] : [];
}

function readLookedAt(reader: DocumentReader, document: unknown, { decisions }: DecisionSpace): number[][] {
  const rows = reader.list('/lookedAt', document, decisions.length, decisions.length) ?? [];
  return rows.map((row, index) => {
    const path = pointer('/lookedAt', index);
    const choices = decisions[index]?.choices.length ?? 0;
    const turns = reader.list(path, row, choices, choices) ?? [];
    return turns.filter((turn, choice): turn is number => reader.value(pointer(path, choice), turn, COUNT));
  });
}
