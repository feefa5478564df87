/** The two queues' messages: `candidates` carries jobs to workers, `reports` carries reports to controllers. */
import { Type, type Static } from 'typebox';
import {
  ArchitectureSchema, CurvePointSchema, DeviceSchema, FailureReasonSchema, MeasurementSchema, ObjectiveSchema, OneOf,
  Nullable, ProgressSchema, ProxyTaskSchema, StepTimeSchema, strict,
} from '../domain.js';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });

/** Names one attempt at one candidate; `token` is the fence: only the current attempt's is accepted. */
export const AttemptRefSchema = Type.Object({
  searchId: Uuid, candidateId: Uuid, attempt: Type.Integer({ minimum: 1 }), token: Uuid,
}, strict);
export type AttemptRef = Static<typeof AttemptRefSchema>;

export const CandidateJobSchema = Type.Object({
  version: Type.Literal(1),
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

export const ReportSchema = Type.Union([
  /** Every few seconds, busy or idle; renews the lease of the attempt it names. Verdict: continue or stop. */
  Type.Object({
    type: Type.Literal('heartbeat'), worker: WorkerIdentitySchema, state: WorkerStateSchema,
    ref: Nullable(AttemptRefSchema), progress: Nullable(ProgressSchema),
  }, strict),
  Type.Object({ type: Type.Literal('started'), ref: AttemptRefSchema, workerId: Type.String(), at: Instant }, strict),
  /** An evaluation during training. */
  Type.Object({ type: Type.Literal('evaluated'), ref: AttemptRefSchema, point: CurvePointSchema }, strict),
  Type.Object({
    type: Type.Literal('completed'), ref: AttemptRefSchema, workerId: Type.String(), measurement: MeasurementSchema,
    /** Joint reward as the worker computes it; the controller recomputes it. */
    reward: Type.Number(),
    /** S0 as this worker knows it: measured by itself, or from the job. */
    referenceStepTimeMs: StepTimeSchema, times: AttemptTimesSchema,
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

/** A controller's answer to a report, returned as the report job's value; no answer in time means continue. */
export const VerdictSchema = OneOf(['continue', 'stop'] as const);
export type Verdict = Static<typeof VerdictSchema>;
