import { DocumentReader, pointer } from '../../documents/reader.js';
import { integerBetween, numberBetween, type Rule } from '../../documents/rules.js';
import type { RngState } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { joinedHashes, readEncoding, splitHashes } from '../stored-fields.js';
import { RNG_STATE_RULE, readDeckState, type DeckState } from '../deck.js';
import { readState, type StateHeader } from '../stored-state.js';
import type { Encoding } from './gaussian-process.js';
import type { LearnedModel, Told } from './reward-model.js';

/** How long the best has been the same. */
export interface Streak {
  /** The place of the best among the model's results; -1 before there is one. */
  readonly best: number;
  /** How many results there were when it became the best. */
  readonly from: number;
}

export const NO_STREAK: Streak = { best: -1, from: 0 };

export interface PredictorState {
  readonly rng: RngState;
  readonly deck: DeckState;
  readonly told: readonly Told[];
  /** The place of the first result that the model knows. */
  readonly since: number;
  readonly streak: Streak;
  readonly open: readonly { readonly hash: string; readonly encoding: Encoding }[];
  readonly model: LearnedModel;
}

const REWARD = numberBetween(-Number.MAX_VALUE, Number.MAX_VALUE);
const POSITIVE = numberBetween(0, Number.MAX_VALUE);
const REWARD_OR_NULL: Rule<number | null> = {
  expected: `${REWARD.expected} or null`, accepts: (value): value is number | null => value === null || REWARD.accepts(value),
};
const MOST_RESULTS = 1_000_000;

export function writePredictorState({ rng, deck, told, since, streak, open, model }: PredictorState) {
  return {
    rng, deck, since, streak: { ...streak },
    told: { hashes: told.map(({ hash }) => hash).join(''), encodings: told.map(({ encoding }) => [...encoding]), rewards: told.map(({ reward }) => reward) },
    open: { hashes: open.map(({ hash }) => hash).join(''), encodings: open.map(({ encoding }) => [...encoding]) },
    model: { fittedAt: model.fittedAt, rememberedAt: model.rememberedAt, weights: [...model.weights], noise: model.noise, points: [...model.points] },
  };
}

/** @throws StrideError STRATEGY_STATE_INVALID */
export function readPredictorState(header: StateHeader, space: DecisionSpace, state: unknown): PredictorState {
  return readState(header, ['rng', 'deck', 'told', 'since', 'streak', 'open', 'model'], state, (reader, fields) => {
    const { rng, since } = fields;
    const deck = readDeckState(reader, '/deck', fields['deck'], space);
    const told = readTold(reader, fields['told'], space);
    const open = readOpen(reader, fields['open'], space);
    const isSound = reader.value('/rng', rng, RNG_STATE_RULE) && reader.value('/since', since, integerBetween(0, told?.length ?? 0));
    const results = isSound && told ? told.length - since : 0;
    const streak = readStreak(reader, fields['streak'], results);
    const model = readModel(reader, fields['model'], space.decisions.length, results);
    return isSound && deck && told && streak && open && model ? { rng, deck, told, since, streak, open, model } : null;
  });
}

function readStreak(reader: DocumentReader, document: unknown, results: number): Streak | null {
  const fields = reader.object('/streak', document, ['best', 'from']);
  if (fields === null) return null;
  const { best, from } = fields;
  return reader.value('/streak/best', best, integerBetween(-1, Math.max(0, results - 1))) && reader.value('/streak/from', from, integerBetween(0, results)) ? { best, from } : null;
}

function readTold(reader: DocumentReader, document: unknown, space: DecisionSpace): Told[] | null {
  const fields = reader.object('/told', document, ['hashes', 'encodings', 'rewards']);
  if (fields === null) return null;
  const known = readOpen(reader, { hashes: fields['hashes'], encodings: fields['encodings'] }, space, '/told');
  const rewards = reader.list('/told/rewards', fields['rewards'], known?.length ?? 0, known?.length ?? 0);
  if (known === null || rewards === null) return null;
  return known.flatMap((each, index) => {
    const reward = rewards[index];
    return reader.value(pointer('/told/rewards', index), reward, REWARD_OR_NULL) ? [{ ...each, reward }] : [];
  });
}

function readOpen(reader: DocumentReader, document: unknown, space: DecisionSpace, path = '/open'): { hash: string; encoding: number[] }[] | null {
  const fields = reader.object(path, document, ['hashes', 'encodings']);
  if (fields === null) return null;
  const { hashes } = fields;
  const encodings = reader.list(`${path}/encodings`, fields['encodings'], 0, MOST_RESULTS);
  if (!reader.value(`${path}/hashes`, hashes, joinedHashes(encodings?.length ?? 0)) || encodings === null) return null;
  return splitHashes(hashes).map((hash, index) => ({ hash, encoding: readEncoding(reader, pointer(`${path}/encodings`, index), encodings[index], space) }));
}

function readModel(reader: DocumentReader, document: unknown, count: number, results: number): LearnedModel | null {
  const fields = reader.object('/model', document, ['fittedAt', 'rememberedAt', 'weights', 'noise', 'points']);
  if (fields === null) return null;
  const { fittedAt, rememberedAt, noise } = fields;
  const weights = numbers(reader, '/model/weights', fields['weights'], count, count, POSITIVE);
  const points = numbers(reader, '/model/points', fields['points'], 0, results, integerBetween(0, Math.max(0, results - 1)));
  const isSound = reader.value('/model/fittedAt', fittedAt, integerBetween(0, results))
    && reader.value('/model/rememberedAt', rememberedAt, integerBetween(0, results)) && reader.value('/model/noise', noise, POSITIVE);
  return isSound && weights && points ? { fittedAt, rememberedAt, weights, noise, points } : null;
}

function numbers(reader: DocumentReader, path: string, document: unknown, least: number, most: number, rule: Rule<number>): number[] | null {
  const items = reader.list(path, document, least, most);
  return items && items.filter((item, index): item is number => reader.value(pointer(path, index), item, rule));
}

