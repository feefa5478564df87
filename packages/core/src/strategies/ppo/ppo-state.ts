import { DocumentReader, pointer } from '../../documents/reader.js';
import { integerBetween, numberBetween } from '../../documents/rules.js';
import type { RngState } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { RNG_STATE_RULE, readDeckState, type DeckState } from '../deck.js';
import { readKnownPoints, type KnownPointsState } from '../known-points.js';
import { joinedHashes, splitHashes } from '../stored-fields.js';
import { readState, type StateHeader } from '../stored-state.js';
import type { BaselineState } from './baseline.js';
import type { PolicyState } from './policy.js';

export interface PpoState {
  readonly rng: RngState;
  readonly deck: DeckState;
  readonly known: KnownPointsState;
  /** Of what is open the log probability of each choice when it was proposed, by short hash. */
  readonly open: ReadonlyMap<string, readonly number[]>;
  readonly policy: PolicyState;
  readonly baseline: BaselineState;
}

const COUNT = integerBetween(0, Number.MAX_SAFE_INTEGER);
const NUMBER = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);
const NOT_NEGATIVE = numberBetween(0, Number.MAX_VALUE);
const NOT_POSITIVE = numberBetween(-Number.MAX_VALUE, 1e-9);

/** @throws StrideError STRATEGY_STATE_INVALID */
export function readPpoState(header: StateHeader, space: DecisionSpace, state: unknown): PpoState {
  return readState(header, ['rng', 'deck', 'known', 'open', 'policy', 'baseline'], state, (reader, fields) => {
    const { rng } = fields;
    const deck = readDeckState(reader, '/deck', fields['deck'], space);
    const known = readKnownPoints(reader, '/known', fields['known']);
    const open = readOpen(reader, fields['open'], space);
    const policy = readPolicy(reader, fields['policy'], space);
    const baseline = readBaseline(reader, fields['baseline']);
    const isSound = reader.value('/rng', rng, RNG_STATE_RULE);
    return isSound && deck && known && open && policy && baseline ? { rng, deck, known, open, policy, baseline } : null;
  });
}

function readOpen(reader: DocumentReader, document: unknown, { decisions }: DecisionSpace): Map<string, number[]> | null {
  const fields = reader.object('/open', document, ['hashes', 'logProbabilities']);
  if (fields === null) return null;
  const { hashes } = fields;
  if (!reader.value('/open/hashes', hashes, joinedHashes())) return null;
  const names = splitHashes(hashes);
  const rows = reader.list('/open/logProbabilities', fields['logProbabilities'], names.length, names.length) ?? [];
  return new Map(rows.map((row, index) => {
    const path = pointer('/open/logProbabilities', index);
    const values = reader.list(path, row, decisions.length, decisions.length) ?? [];
    return [names[index] as string, values.filter((value, at): value is number => reader.value(pointer(path, at), value, NOT_POSITIVE))];
  }));
}

function readPolicy(reader: DocumentReader, document: unknown, space: DecisionSpace): PolicyState | null {
  const fields = reader.object('/policy', document, ['logits', 'squares', 'updates']);
  if (fields === null) return null;
  const { updates } = fields;
  const logits = readTable(reader, '/policy/logits', fields['logits'], space, NUMBER);
  const squares = readTable(reader, '/policy/squares', fields['squares'], space, NOT_NEGATIVE);
  return reader.value('/policy/updates', updates, COUNT) ? { logits, squares, updates } : null;
}

function readTable(reader: DocumentReader, path: string, document: unknown, { decisions }: DecisionSpace, rule: typeof NUMBER): number[][] {
  const rows = reader.list(path, document, decisions.length, decisions.length) ?? [];
  return rows.map((row, index) => {
    const rowPath = pointer(path, index);
    const choices = decisions[index]?.choices.length ?? 0;
    const values = reader.list(rowPath, row, choices, choices) ?? [];
    return values.filter((value, choice): value is number => reader.value(pointer(rowPath, choice), value, rule));
  });
}

function readBaseline(reader: DocumentReader, document: unknown): BaselineState | null {
  const fields = reader.object('/baseline', document, ['mean', 'variance', 'count']);
  if (fields === null) return null;
  const { mean, variance, count } = fields;
  const isSound = reader.value('/baseline/mean', mean, NUMBER) && reader.value('/baseline/variance', variance, NOT_NEGATIVE)
    && reader.value('/baseline/count', count, COUNT);
  return isSound ? { mean, variance, count } : null;
}
