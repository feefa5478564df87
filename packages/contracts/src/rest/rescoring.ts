/** What a search would have come to under another objective. */
import { Type, type Static } from 'typebox';
import { Nullable, ObjectiveSchema, strict } from '../domain.js';
import { ObjectiveRequestSchema } from './objectives.js';

const MOST_SHOWN = 1000;

export const RescoreSearchSchema = Type.Object({
  objective: ObjectiveRequestSchema,
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_SHOWN, default: 10, description: 'so many of the best are listed' })),
}, { ...strict, title: 'Rescore search' });
export type RescoreSearch = Static<typeof RescoreSearchSchema>;

const rank = (under: string) => Type.Integer({ minimum: 1, description: `1 for the best under the ${under} objective` });

export const RescoredCandidateSchema = Type.Object({
  id: Type.String({ format: 'uuid' }), number: Type.Integer({ minimum: 1 }),
  architectureText: Type.String({ description: 'one-line form' }),
  accuracy: Type.Number(), stepTimeMs: Type.Number({ description: 'median, ms' }), params: Type.Number(),
  stepTimeRatio: Type.Number({ description: "as a multiple of the reference's on the same class of device" }),
  deviceClass: Type.String(),
  reward: Type.Number(), rank: rank('other'), presentReward: Type.Number(), presentRank: rank("search's own"),
  withinCaps: Type.Boolean({ description: 'of the other objective; what is not within cannot win' }),
}, strict);
export type RescoredCandidate = Static<typeof RescoredCandidateSchema>;

export const RescoringSchema = Type.Object({
  searchId: Type.String({ format: 'uuid' }),
  objective: ObjectiveSchema, presentObjective: ObjectiveSchema,
  measured: Type.Integer({ minimum: 0, description: 'completed candidates, whose rewards were computed anew' }),
  withinCaps: Type.Integer({ minimum: 0, description: 'of those, within the caps of the other objective' }),
  winner: Nullable(Type.Unsafe<RescoredCandidate>({ ...RescoredCandidateSchema, description: 'of those within the caps the one whose reward is expected to be the best, which need not be the luckiest run' })),
  winnerEstimate: Nullable(Type.Number({ description: 'what is expected of its reward, the luck of single trainings averaged out' })),
  presentWinner: Nullable(RescoredCandidateSchema),
  kendallTau: Nullable(Type.Number({ minimum: -1, maximum: 1, description: 'how far the two objectives rank the candidates alike: 1 the same, -1 the opposite' })),
  items: Type.Array(RescoredCandidateSchema, { description: 'the best under the other objective, the best first' }),
}, { ...strict, title: 'Rescoring', description: 'nothing of it is stored, and nothing was trained for it' });
export type Rescoring = Static<typeof RescoringSchema>;
