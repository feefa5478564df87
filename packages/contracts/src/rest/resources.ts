/** What the API answers with. */
import { Type, type Static } from 'typebox';
import {
  ArchitectureSchema, CandidateStatusSchema, CurvePointSchema, DeviceSchema, FailureReasonSchema, ImageShapeSchema,
  Nullable, ObjectiveSchema, OneOf, ProgressSchema, ProxyTaskSchema, SearchSpaceSchema, SearchStatusSchema,
  CalibrationMsSchema, StepTimeSchema, strict, TimingFlagsSchema,
} from '../domain.js';
import { WorkerStateSchema } from '../queue/messages.js';
import { WarmStartSchema } from './warm-start.js';

const Id = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const NullableInstant = Nullable(Instant);

export const BudgetSchema = Type.Object({
  candidates: Type.Integer({ minimum: 1, description: 'proposals to finish; the reference does not count' }),
  wallSeconds: Nullable(Type.Number({ exclusiveMinimum: 0, description: 'seconds of running time; pauses do not count' })),
  failures: Nullable(Type.Integer({ minimum: 1, description: 'the search fails once this many candidates have failed' })),
}, strict);
export type Budget = Static<typeof BudgetSchema>;

export const StrategyChoiceSchema = Type.Object({
  name: Type.String(), options: Type.Record(Type.String(), Type.Number()),
}, strict);

export const SchedulerChoiceSchema = Type.Object({
  name: Type.String({ description: 'none: every candidate is trained to the end' }), options: Type.Record(Type.String(), Type.Number()),
}, strict);
export type SchedulerChoice = Static<typeof SchedulerChoiceSchema>;

/** One row of the candidate table; also the payload of `candidate.updated`. */
export const CandidateSummarySchema = Type.Object({
  id: Id, searchId: Id,
  number: Type.Integer({ minimum: 0, description: '0 is the reference architecture' }),
  role: OneOf(['reference', 'candidate'] as const),
  status: CandidateStatusSchema,
  failureReason: Nullable(FailureReasonSchema), failureMessage: Nullable(Type.String()),
  /** One-line form; decode with core or GET the candidate for the document. */
  architectureText: Type.String(), architectureHash: Type.String(),
  encoding: Nullable(Type.Array(Type.Integer({ minimum: 0 }), { description: 'of each decision of the search space the index of its choice; null of the reference' })),
  params: Type.Number(), multiplyAdds: Type.Number(),
  accuracy: Nullable(Type.Number()), stepTimeMs: Nullable(StepTimeSchema), timingFlags: TimingFlagsSchema,
  reward: Nullable(Type.Number({ description: 'of a pruned candidate that of its last evaluation, which compares with no reward of a whole training' })),
  prunedAtStep: Nullable(Type.Integer({ minimum: 1, description: 'training step after which the scheduler stopped it' })),
  deviceClass: Nullable(Type.String()),
  reusedFrom: Nullable(Type.String({ format: 'uuid', description: 'the candidate of an earlier search whose measurement this one has; it was not trained again' })),
  attempts: Type.Integer({ minimum: 0 }), workerId: Nullable(Type.String()),
  progress: Nullable(ProgressSchema),
  proposedAt: Instant, startedAt: NullableInstant, finishedAt: NullableInstant,
}, strict);
export type CandidateSummary = Static<typeof CandidateSummarySchema>;

export const AttemptSchema = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  status: OneOf(['queued', 'running', 'completed', 'failed', 'cancelled'] as const),
  workerId: Nullable(Type.String()), workerVersion: Nullable(Type.String()), failureReason: Nullable(FailureReasonSchema),
  failureMessage: Nullable(Type.String()), logTail: Nullable(Type.String()),
  createdAt: Instant, queuedAt: NullableInstant, startedAt: NullableInstant, trainedAt: NullableInstant,
  timedAt: NullableInstant, reportedAt: NullableInstant, acceptedAt: NullableInstant,
}, strict);
export type Attempt = Static<typeof AttemptSchema>;

export const CandidateDetailSchema = Type.Object({
  ...CandidateSummarySchema.properties,
  architecture: ArchitectureSchema,
  curve: Type.Array(CurvePointSchema),
  device: Nullable(DeviceSchema), calibrationMs: CalibrationMsSchema,
  stepTimeQuantilesMs: Nullable(Type.Array(Type.Number(), { description: 'of the timed steps: 0 %, 5 %, 10 % to 100 %; ms' })),
  peakMemoryBytes: Nullable(Type.Number()), trainSeconds: Nullable(Type.Number()), timeSeconds: Nullable(Type.Number()),
  attemptHistory: Type.Array(AttemptSchema),
}, strict);
export type CandidateDetail = Static<typeof CandidateDetailSchema>;

export const SearchCountsSchema = Type.Object({
  queued: Type.Integer(), running: Type.Integer(), completed: Type.Integer(), failed: Type.Integer(),
  pruned: Type.Integer(), cancelled: Type.Integer(),
}, { ...strict, description: 'proposals by status; the reference and what is reused of another search are not counted' });
export type SearchCounts = Static<typeof SearchCountsSchema>;

/** One row of the list of searches; also the payload of `search.updated`. */
export const SearchSummarySchema = Type.Object({
  id: Id, name: Type.String(), status: SearchStatusSchema, statusReason: Nullable(Type.String()),
  spaceName: Type.String(), dataset: Type.String(), strategy: StrategyChoiceSchema,
  objective: ObjectiveSchema, budget: BudgetSchema, concurrency: Type.Integer(), seed: Type.Integer(),
  scheduler: SchedulerChoiceSchema, warmStart: Nullable(WarmStartSchema),
  counts: SearchCountsSchema,
  bestReward: Nullable(Type.Number({ description: 'as measured, of the best candidate' })),
  bestCandidateId: Nullable(Type.String({ format: 'uuid', description: 'the candidate whose reward is expected to be the best, the luck of single trainings averaged out' })),
  bestEstimate: Nullable(Type.Number({ description: 'what is expected of its reward; null before results were compared' })),
  activeSeconds: Type.Number({ description: 'seconds spent running so far' }),
  acceleratorSeconds: Type.Number({ description: 'seconds for which workers have held attempts at its candidates, those whose results the strategy has been told' }),
  simulated: Type.Boolean({ description: 'whether its results come from a simulator; nothing was trained then' }),
  createdAt: Instant, startedAt: NullableInstant, finishedAt: NullableInstant,
}, strict);
export type SearchSummary = Static<typeof SearchSummarySchema>;

/** Of proposals that were trained for this search and have a result. */
export const TrainingTimeSchema = Type.Object({
  spentSeconds: Type.Number({ minimum: 0, description: 'in training, evaluations included, and not the timing of steps' }),
  savedSeconds: Type.Number({ minimum: 0, description: 'estimate: what pruned candidates would have taken until the end of their training at their own pace' }),
}, { ...strict, description: 'accelerator time of the training of candidates' });

export const SearchDetailSchema = Type.Object({
  ...SearchSummarySchema.properties,
  space: SearchSpaceSchema, proxyTask: ProxyTaskSchema,
  /** Exact number of different architectures, as a decimal string: it can exceed 2^53. */
  spaceSize: Type.String(),
  referenceParams: Type.Number(),
  referenceStepTimes: Type.Array(Type.Object({
    deviceClass: Type.String(), stepTimeMs: StepTimeSchema, device: DeviceSchema, measuredAt: Instant,
  }, strict)),
  reference: Nullable(CandidateSummarySchema),
  trainingTime: TrainingTimeSchema,
}, strict);
export type SearchDetail = Static<typeof SearchDetailSchema>;

export const page = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()), total: Type.Integer() }, strict);

export const SearchPageSchema = page(SearchSummarySchema);
export const CandidatePageSchema = page(CandidateSummarySchema);
export type SearchPage = Static<typeof SearchPageSchema>;
export type CandidatePage = Static<typeof CandidatePageSchema>;

export const WorkerSchema = Type.Object({
  id: Type.String(), host: Type.String(), pid: Type.Integer(), version: Type.String(), device: DeviceSchema,
  deviceClass: Type.String(), state: WorkerStateSchema, alive: Type.Boolean(),
  candidateId: Nullable(Id),
  searchId: Nullable(Type.String({ format: 'uuid', description: 'of the candidate' })),
  candidateNumber: Nullable(Type.Integer({ minimum: 0, description: 'of the candidate in its search' })),
  completed: Type.Integer(), failed: Type.Integer(), startedAt: Instant, heartbeatAt: Instant,
}, strict);
export type Worker = Static<typeof WorkerSchema>;

export const DatasetSchema = Type.Object({
  name: Type.String(), description: Type.String(), shape: ImageShapeSchema, classes: Type.Integer(),
  splits: Type.Object({ train: Type.Integer(), validation: Type.Integer(), test: Type.Integer() }, strict),
  licence: Type.String(),
}, strict);
export type DatasetInfo = Static<typeof DatasetSchema>;

export const SearchSpaceSummarySchema = Type.Object({
  name: Type.String(), description: Type.String(), input: Type.Unknown(), classes: Type.Unknown(),
  stages: Type.Integer(), size: Type.String({ description: 'exact number of different architectures' }),
  reference: Type.Object({ text: Type.String(), params: Type.Number(), multiplyAdds: Type.Number() }, strict),
}, strict);
export type SearchSpaceSummary = Static<typeof SearchSpaceSummarySchema>;

/** RFC 9457 problem document. */
export const ProblemSchema = Type.Object({
  type: Type.String(), title: Type.String(), status: Type.Integer(), code: Type.String(), detail: Type.String(),
  instance: Type.String(),
  issues: Type.Array(Type.Object({ path: Type.String(), message: Type.String() }, strict)),
}, { ...strict, title: 'Problem', description: 'RFC 9457' });
export type Problem = Static<typeof ProblemSchema>;
