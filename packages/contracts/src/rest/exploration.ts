/**
 * What a whole search looks like, for charts: one request for all of its candidates. Long lists come by column, which takes
 * a fifth of the bytes of rows and goes into a chart as it is.
 */
import { Type, type Static, type TSchema } from 'typebox';
import { CandidateStatusSchema, CurvePointSchema, FailureReasonSchema, Nullable, OneOf, strict } from '../domain.js';
import { AttemptSchema } from './resources.js';

const Id = Type.String({ format: 'uuid' });
const column = <T extends TSchema>(item: T, description: string) => Type.Array(item, { description });
const Index = Type.Integer({ minimum: 0 });
const Ms = Type.Integer({ description: 'ms since 1970' });

export const DecisionSchema = Type.Object({
  path: Type.String({ description: 'where in the search space it is made, a JSON pointer' }),
  choices: Type.Array(Type.Union([Type.String(), Type.Number()])),
}, strict);

/** Every proposal of a search in the order of proposal; the reference is no proposal. All columns are of one length. */
export const SearchPointsSchema = Type.Object({
  lastEventId: Type.String({ description: 'events after it tell what has changed since' }),
  decisions: Type.Array(DecisionSchema, { description: 'what `encoding` indexes' }),
  deviceClasses: Type.Array(Type.String(), { description: 'what `deviceClass` indexes; step times of different classes do not compare' }),
  columns: Type.Object({
    id: column(Id, 'of the candidate'),
    number: column(Type.Integer({ minimum: 1 }), 'of the candidate in its search'),
    status: column(CandidateStatusSchema, 'of the candidate'),
    reward: column(Nullable(Type.Number()), 'of a pruned candidate that of its last evaluation'),
    accuracy: column(Nullable(Type.Number()), 'validation, 0 to 1'),
    stepTimeMs: column(Nullable(Type.Number()), 'median, ms'),
    params: column(Type.Number(), 'trainable parameters'),
    multiplyAdds: column(Type.Number(), 'of one image'),
    deviceClass: column(Nullable(Index), 'index into deviceClasses'),
    finishedAt: column(Nullable(Ms), 'when it got its final status'),
    encoding: column(Type.Array(Index), 'of each decision the index of its choice'),
  }, strict),
}, { ...strict, title: 'Search points' });
export type SearchPoints = Static<typeof SearchPointsSchema>;

export const MOST_CURVES = 100;

export const ListCurvesQuerySchema = Type.Object({
  ids: Type.Optional(Type.Array(Id, { maxItems: MOST_CURVES, description: 'of candidates, the reference may be among them' })),
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_CURVES, description: 'also the so many best completed ones by reward' })),
  running: Type.Optional(Type.Boolean({ description: 'also all that are in training' })),
}, strict);
export type ListCurvesQuery = Static<typeof ListCurvesQuerySchema>;

export const CandidateCurveSchema = Type.Object({
  candidateId: Id, number: Type.Integer({ minimum: 0 }), status: CandidateStatusSchema,
  reward: Nullable(Type.Number()),
  curve: Type.Array(CurvePointSchema, { description: 'of its latest attempt' }),
}, strict);
export type CandidateCurve = Static<typeof CandidateCurveSchema>;

export const CandidateCurvesSchema = Type.Object({
  items: Type.Array(CandidateCurveSchema, { description: 'each candidate once, by number' }),
}, { ...strict, title: 'Learning curves' });
export type CandidateCurves = Static<typeof CandidateCurvesSchema>;

/** Every attempt that a worker has begun, at candidates (the reference too) and at full trainings, in the order in which they began. */
export const SearchAttemptsSchema = Type.Object({
  lastEventId: Type.String({ description: 'events after it tell what has changed since' }),
  workers: Type.Array(Type.String(), { description: 'what `worker` indexes' }),
  columns: Type.Object({
    candidateId: column(Id, 'what was tried'),
    number: column(Type.Integer({ minimum: 0 }), 'of the candidate in its search; 0 is the reference'),
    attempt: column(Type.Integer({ minimum: 1 }), 'which try it was'),
    trainingId: column(Nullable(Id), 'null: training on the proxy task; else the full training'),
    worker: column(Nullable(Index), 'index into workers'),
    status: column(AttemptSchema.properties.status, 'of the attempt'),
    failureReason: column(Nullable(FailureReasonSchema), 'of a failed one'),
    startedAt: column(Ms, 'when a worker took it'),
    endedAt: column(Nullable(Ms), 'when it was over; null while it runs'),
  }, strict),
}, { ...strict, title: 'Attempts' });
export type SearchAttempts = Static<typeof SearchAttemptsSchema>;

export const LOG_LEVELS = ['info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One line of what happened in a search. Kept as long as the search is. */
export const LogEntrySchema = Type.Object({
  searchId: Id, at: Type.String({ format: 'date-time' }),
  level: OneOf(LOG_LEVELS, { description: 'warning: something was tried again, or is doubtful; error: a candidate, a training or the search has failed' }),
  message: Type.String({ description: 'one sentence for a person' }),
  candidateId: Nullable(Id), number: Nullable(Type.Integer({ minimum: 0, description: 'of the candidate in its search' })),
  workerId: Nullable(Type.String()),
}, strict);
export type LogEntry = Static<typeof LogEntrySchema>;

export const ListLogQuerySchema = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  before: Type.Optional(Type.String({ pattern: '^\\d{1,19}$', description: 'only entries before the one with this id' })),
  level: Type.Optional(OneOf(LOG_LEVELS, { description: 'only entries of this level or a graver one' })),
}, strict);
export type ListLogQuery = Static<typeof ListLogQuerySchema>;

export const SearchLogSchema = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String({ description: 'of its live event, log.appended' }), ...LogEntrySchema.properties }, strict), { description: 'the newest first' }),
  /** Whether there are older ones: ask again with `before` the last id. */
  more: Type.Boolean(),
}, { ...strict, title: 'Log of a search' });
export type SearchLog = Static<typeof SearchLogSchema>;
