/** The two queues' messages: `candidates` carries jobs to workers, candidates and their full trainings; `reports` carries reports to controllers. */
import { Type, type Static } from 'typebox';
import {
  ArchitectureSchema, CurvePointSchema, DeviceSchema, FailureReasonSchema, MeasurementSchema, ObjectiveSchema, OneOf,
  ArtifactSchema, Nullable, ProgressSchema, ProxyTaskSchema, StepTimeSchema, strict, TestResultSchema,
} from '../domain.js';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });

/**
 * Names one attempt at one candidate, or at one training of it; `token` is the fence: only the current attempt's is accepted.
 */
export const AttemptRefSchema = Type.Object({
  searchId: Uuid, candidateId: Uuid, trainingId: Type.Optional(Uuid), attempt: Type.Integer({ minimum: 1 }), token: Uuid,
}, strict);
export type AttemptRef = Static<typeof AttemptRefSchema>;

export const CandidateJobSchema = Type.Object({
  version: Type.Literal(1),
  kind: Type.Literal('candidate'),
  ref: AttemptRefSchema,
  /** Candidate number in its search; 0 is the reference. */
  number: Type.Integer({ minimum: 0 }),
  architecture: ArchitectureSchema,
  reference: Type.Object({
    architecture: ArchitectureSchema,
    params: Type.Integer({ minimum: 1 }),
    /** Known S0 by device class; a worker of another class measures it itself, with its first candidate. */
    stepTimesMs: Type.Record(Type.String(), StepTimeSchema),
  }, strict),
  dataset: Type.String(),
  proxyTask: ProxyTaskSchema,
  objective: ObjectiveSchema,
}, strict);
export type CandidateJob = Static<typeof CandidateJobSchema>;

/** Full training of a candidate's architecture, which goes on from the checkpoint of an earlier attempt where there is one. */
export const TrainingJobSchema = Type.Object({
  version: Type.Literal(1),
  kind: Type.Literal('training'),
  ref: Type.Object({ ...AttemptRefSchema.properties, trainingId: Uuid }, strict),
  /** Candidate number in its search. */
  number: Type.Integer({ minimum: 0 }),
  architecture: ArchitectureSchema,
  dataset: Type.String(),
  task: ProxyTaskSchema,
}, strict);
export type TrainingJob = Static<typeof TrainingJobSchema>;

export const JobSchema = Type.Union([CandidateJobSchema, TrainingJobSchema]);
export type Job = Static<typeof JobSchema>;

export const WorkerIdentitySchema = Type.Object({
  id: Type.String(), host: Type.String(), pid: Type.Integer(), version: Type.String(), device: DeviceSchema,
  startedAt: Instant,
}, strict);
export type WorkerIdentity = Static<typeof WorkerIdentitySchema>;

export const WorkerStateSchema = OneOf(['idle', 'preparing', 'training', 'timing', 'evaluating', 'stopped'] as const);

const AttemptTimesSchema = Type.Object({
  startedAt: Instant, trainedAt: Nullable(Instant), timedAt: Nullable(Instant), reportedAt: Instant,
}, strict);
export type AttemptTimes = Static<typeof AttemptTimesSchema>;

/** What makes a reward of an accuracy before the training is over. */
export const RungSchema = Type.Object({
  evaluation: Type.Integer({ minimum: 1, description: 'of the training, 1 for the first' }),
  stepTimeMs: Type.Number({ exclusiveMinimum: 0, description: 'median, measured before the training' }),
  device: DeviceSchema,
  peakMemoryBytes: Nullable(Type.Number({ minimum: 0 })),
}, strict);
export type Rung = Static<typeof RungSchema>;

export const ReportSchema = Type.Union([
  /** Every few seconds, busy or idle; renews the lease of the attempt it names. Verdict: continue or stop. */
  Type.Object({
    type: Type.Literal('heartbeat'), worker: WorkerIdentitySchema, state: WorkerStateSchema,
    ref: Nullable(AttemptRefSchema), progress: Nullable(ProgressSchema),
  }, strict),
  Type.Object({ type: Type.Literal('started'), ref: AttemptRefSchema, workerId: Type.String(), at: Instant }, strict),
  /** An evaluation during training. Verdict: continue, stop or prune. */
  Type.Object({
    type: Type.Literal('evaluated'), ref: AttemptRefSchema, point: CurvePointSchema,
    /** Of a candidate, so that this may be a rung. */
    rung: Type.Optional(RungSchema),
  }, strict),
  Type.Object({
    type: Type.Literal('completed'), ref: AttemptRefSchema, workerId: Type.String(), measurement: MeasurementSchema,
    /** Joint reward as the worker computes it; the controller recomputes it. */
    reward: Type.Number(),
    /** S0 as this worker knows it: measured by itself, or from the job. */
    referenceStepTimeMs: StepTimeSchema, times: AttemptTimesSchema,
  }, strict),
  /** What there is of a candidate whose training ended with the verdict prune; accuracy and curve are those up to there. */
  Type.Object({
    type: Type.Literal('pruned'), ref: AttemptRefSchema, workerId: Type.String(), measurement: MeasurementSchema, reward: Type.Number(),
    referenceStepTimeMs: StepTimeSchema, times: AttemptTimesSchema,
  }, strict),
  /** A full training has ended; its weights are in the artifact store. */
  Type.Object({
    type: Type.Literal('trained'), ref: AttemptRefSchema, workerId: Type.String(), curve: Type.Array(CurvePointSchema),
    test: TestResultSchema, weights: ArtifactSchema, device: DeviceSchema,
    trainSeconds: Type.Number({ minimum: 0, description: 'over all attempts that led here' }), times: AttemptTimesSchema,
  }, strict),
  Type.Object({
    type: Type.Literal('failed'), ref: AttemptRefSchema, workerId: Type.String(), reason: FailureReasonSchema,
    message: Type.String(), logTail: Type.String(), times: AttemptTimesSchema,
  }, strict),
  /** The worker is being stopped and gives the attempt back: another attempt follows that counts against nothing. */
  Type.Object({ type: Type.Literal('released'), ref: AttemptRefSchema, workerId: Type.String() }, strict),
]);
export type Report = Static<typeof ReportSchema>;
export type ReportOf<T extends Report['type']> = Extract<Report, { type: T }>;

export const VERDICTS = ['continue', 'stop', 'prune'] as const;
/**
 * A controller's answer to a report, returned as the report job's value; no answer in time means continue. Stop: nobody wants
 * the attempt any more, nor another report of it. Prune: end the training here and report what there is.
 */
export const VerdictSchema = OneOf(VERDICTS);
export type Verdict = Static<typeof VerdictSchema>;
