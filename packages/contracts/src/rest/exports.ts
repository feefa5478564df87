/** Networks on their way out. */
import { Type, type Static } from 'typebox';
import {
  ArchitectureSchema, DeviceSchema, Nullable, ObjectiveSchema, ProxyTaskSchema, SearchSpaceSchema, StepTimeSchema, strict, TimingFlagsSchema,
} from '../domain.js';
import { StrategyChoiceSchema } from './resources.js';

const Id = Type.String({ format: 'uuid' });

/** Any text: a name that no format has is an error of its own, which lists those that there are. */
export const ExportQuerySchema = Type.Object({
  format: Type.Optional(Type.String({ default: 'json', description: 'json, timm, pytorch, keras, tfjs or onnx; what has trained weights takes them along' })),
}, strict);

const MeasurementSchema = Type.Object({
  accuracy: Type.Number(), stepTimeMs: StepTimeSchema, timingFlags: TimingFlagsSchema,
  params: Type.Number(), multiplyAdds: Type.Number(),
  reward: Type.Number(), device: DeviceSchema,
}, strict);

/** All but the candidate's id is null when the search that it belonged to is gone. */
const OriginSchema = Type.Object({
  candidateId: Id, searchId: Nullable(Id), number: Nullable(Type.Integer()),
  proxyTask: Nullable(ProxyTaskSchema),
}, { ...strict, description: 'the candidate of an earlier search that was trained and timed; null: this one was' });

const ProvenanceSchema = Type.Object({
  searchId: Id, candidateId: Id, number: Type.Integer(), spaceName: Type.String(), space: SearchSpaceSchema, dataset: Type.String(),
  strategy: StrategyChoiceSchema, seed: Type.Integer(), objective: ObjectiveSchema, proxyTask: ProxyTaskSchema,
  reusedFrom: Nullable(OriginSchema),
  strideVersion: Type.String({ description: 'that wrote this document' }),
  versions: Type.Object({
    stride: Type.String({ description: 'that wrote this document' }), node: Type.String({ description: 'that it runs on' }),
    worker: Nullable(Type.String({ description: 'Stride of the worker that measured; null when the worker is no longer known' })),
    backend: Nullable(Type.String({ description: 'what the measurement was computed with, and its version' })),
  }, strict),
  exportedAt: Type.String({ format: 'date-time' }),
}, strict);

const properties = {
  schemaVersion: Type.Literal(1),
  architecture: ArchitectureSchema, architectureText: Type.String(), architectureHash: Type.String(),
  measurement: MeasurementSchema, provenance: ProvenanceSchema,
};

/** The winner as a document of its own: the architecture and where it came from. */
export const WinnerSchema = Type.Object(properties, { ...strict, title: 'Winner' });
export type Winner = Static<typeof WinnerSchema>;

/** The same of any candidate; null as long as it has not been measured. */
export const CandidateDocumentSchema = Type.Object({ ...properties, measurement: Nullable(MeasurementSchema) }, { ...strict, title: 'Candidate' });
export type CandidateDocument = Static<typeof CandidateDocumentSchema>;
