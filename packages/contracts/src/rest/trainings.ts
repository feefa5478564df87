/** Full trainings of candidates. */
import { Type, type Static } from 'typebox';
import {
  ArchitectureSchema, ArtifactSchema, CurvePointSchema, DeviceSchema, FailureReasonSchema, Nullable, ProgressSchema, ProxyTaskSchema,
  proxyTaskProperties, strict, TestResultSchema, TrainingStatusSchema,
} from '../domain.js';
import { AttemptSchema } from './resources.js';

const Id = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });

const MAX_TRAININGS = 100;

export const TrainSchema = Type.Object({
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_TRAININGS, description: 'so many of the best completed candidates; 1 when nothing is said' })),
  candidateIds: Type.Optional(Type.Array(Type.String({ description: 'UUID' }), { minItems: 1, maxItems: MAX_TRAININGS, uniqueItems: true, description: 'these candidates, whatever their reward' })),
  task: Type.Optional(Type.Partial(Type.Object(proxyTaskProperties, strict), {
    ...strict, description: 'what differs from the recipe of a full training: all training images, 30 epochs, progressive where images are large or there is regularization to grow',
  })),
}, { ...strict, title: 'Train candidates' });
export type Train = Static<typeof TrainSchema>;

/** One row of a list of trainings; also the payload of `training.updated`. */
export const TrainingSummarySchema = Type.Object({
  id: Id, searchId: Id, candidateId: Id,
  number: Type.Integer({ minimum: 0, description: 'of the candidate' }),
  status: TrainingStatusSchema,
  failureReason: Nullable(FailureReasonSchema), failureMessage: Nullable(Type.String()),
  architectureText: Type.String(), params: Type.Number(), dataset: Type.String(),
  epochs: Type.Number(),
  proxyAccuracy: Nullable(Type.Number({ description: 'validation accuracy that the search measured; null where it stopped the training early' })),
  test: Nullable(TestResultSchema),
  weights: Nullable(ArtifactSchema),
  device: Nullable(DeviceSchema),
  trainSeconds: Nullable(Type.Number()),
  attempts: Type.Integer({ minimum: 0 }), workerId: Nullable(Type.String()),
  progress: Nullable(ProgressSchema),
  createdAt: Instant, startedAt: Nullable(Instant), finishedAt: Nullable(Instant),
}, strict);
export type TrainingSummary = Static<typeof TrainingSummarySchema>;

export const TrainingDetailSchema = Type.Object({
  ...TrainingSummarySchema.properties,
  architecture: ArchitectureSchema, task: ProxyTaskSchema,
  curve: Type.Array(CurvePointSchema),
  attemptHistory: Type.Array(AttemptSchema),
}, strict);
export type TrainingDetail = Static<typeof TrainingDetailSchema>;

export const RankCorrelationSchema = Type.Object({
  tau: Type.Number({ minimum: -1, maximum: 1, description: 'Kendall\'s tau-b of the search\'s validation accuracy and the test accuracy after full training' }),
  k: Type.Integer({ minimum: 2, description: 'candidates compared' }),
}, strict);
export type RankCorrelation = Static<typeof RankCorrelationSchema>;

export const TrainingListSchema = Type.Object({
  items: Type.Array(TrainingSummarySchema),
  rankCorrelation: Nullable(RankCorrelationSchema),
}, { ...strict, description: 'rankCorrelation: how far the proxy task ranks candidates as full training does; null below two comparable ones' });
export type TrainingList = Static<typeof TrainingListSchema>;

export const CreatedTrainingsSchema = Type.Object({ items: Type.Array(TrainingSummarySchema) }, strict);
