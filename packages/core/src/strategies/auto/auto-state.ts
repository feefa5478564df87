import { pointer, type DocumentReader } from '../../documents/reader.js';
import { integerBetween, numberBetween, oneOf, type Rule } from '../../documents/rules.js';
import { joinedHashes, splitHashes } from '../stored-fields.js';
import { readState, type StateHeader } from '../stored-state.js';
import type { JsonValue } from '../strategy.js';
import { MAKERS, REMEMBERED, type Evidence, type Maker } from './evidence.js';

export interface AutoState {
  /** States of the strategies that take turns. */
  readonly members: { readonly model: JsonValue; readonly local: JsonValue; readonly goals: JsonValue };
  readonly open: readonly (readonly [hash: string, maker: Maker])[];
  readonly evidence: Evidence;
  readonly count: number;
}

const REWARD = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);
const REWARD_OR_NULL: Rule<number | null> = {
  expected: `${REWARD.expected} or null`, accepts: (value): value is number | null => value === null || REWARD.accepts(value),
};
const MAKER: Rule<Maker> = oneOf(MAKERS);
const YES_OR_NO: Rule<boolean> = { expected: 'true or false', accepts: (value): value is boolean => typeof value === 'boolean' };
const MOST_PROPOSALS = 100_000_000;

export function writeAutoState({ members, open, evidence, count }: AutoState) {
  return {
    members: { ...members }, count,
    open: { hashes: open.map(([hash]) => hash).join(''), makers: open.map(([, maker]) => maker) },
    evidence: { chance: [...evidence.chance], model: [...evidence.model], best: evidence.best, sinceBest: evidence.sinceBest, hasSeveralGoals: evidence.hasSeveralGoals },
  };
}

/** Members' states are read by the members. @throws StrideError STRATEGY_STATE_INVALID */
export function readAutoState(header: StateHeader, state: JsonValue): AutoState {
  return readState(header, ['members', 'open', 'evidence', 'count'], state, (reader, fields) => {
    const { count } = fields;
    const members = reader.object('/members', fields['members'], ['model', 'local', 'goals']);
    const open = readOpen(reader, fields['open']);
    const evidence = readEvidence(reader, fields['evidence']);
    const isSound = reader.value('/count', count, integerBetween(0, MOST_PROPOSALS));
    return isSound && members && open && evidence ? { members: members as AutoState['members'], open, evidence, count } : null;
  });
}

function readOpen(reader: DocumentReader, document: unknown): [string, Maker][] | null {
  const fields = reader.object('/open', document, ['hashes', 'makers']);
  if (fields === null) return null;
  const makers = reader.list('/open/makers', fields['makers'], 0, MOST_PROPOSALS);
  const { hashes } = fields;
  if (makers === null || !reader.value('/open/hashes', hashes, joinedHashes(makers.length))) return null;
  return splitHashes(hashes).flatMap((hash, index): [string, Maker][] => {
    const maker = makers[index];
    return reader.value(pointer('/open/makers', index), maker, MAKER) ? [[hash, maker]] : [];
  });
}

function readEvidence(reader: DocumentReader, document: unknown): Evidence | null {
  const fields = reader.object('/evidence', document, ['chance', 'model', 'best', 'sinceBest', 'hasSeveralGoals']);
  if (fields === null) return null;
  const rewards = (name: 'chance' | 'model') => (reader.list(`/evidence/${name}`, fields[name], 0, REMEMBERED[name]) ?? [])
    .filter((reward, index): reward is number => reader.value(pointer(`/evidence/${name}`, index), reward, REWARD));
  const { best, sinceBest, hasSeveralGoals } = fields;
  const [chance, model] = [rewards('chance'), rewards('model')];
  const isSound = reader.value('/evidence/best', best, REWARD_OR_NULL) && reader.value('/evidence/sinceBest', sinceBest, integerBetween(0, MOST_PROPOSALS))
    && reader.value('/evidence/hasSeveralGoals', hasSeveralGoals, YES_OR_NO);
  return isSound ? { chance, model, best, sinceBest, hasSeveralGoals } : null;
}
