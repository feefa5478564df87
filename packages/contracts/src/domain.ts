/** Schemas of core's nouns as they cross a process. Types come from core; `Unsafe` ties a schema to its type. */
import {
  CANDIDATE_STATUSES, FAILURE_REASONS, MIN_TIMED_STEPS, MOST_EVALUATIONS, OBJECTIVE_KINDS, SEARCH_STATUSES, TIMING_FLAGS, TRAINING_STATUSES,
  type Architecture, type Augmentation, type Caps, type CurvePoint, type Device, type Measurement, type Objective, type ObjectiveKind, type Progressive, type ProxyTask,
  type Schedule, type SearchSpace, type StepTime,
} from '@stride/core';
import { Type, type Static, type TSchema, type TUnsafe } from 'typebox';

const strict = { additionalProperties: false } as const;

/** A schema for a type that core owns. */
function of<T>(schema: TSchema): TUnsafe<T> {
  return Type.Unsafe<T>(schema);
}

/** String enumeration from a readonly list. */
export function OneOf<T extends string | number>(values: readonly T[], options: object = {}): TUnsafe<T> {
  return Type.Unsafe<T>({ type: typeof values[0], enum: [...values], ...options });
}

export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

const positive = (description: string) => Type.Integer({ minimum: 1, description });

export const ImageShapeSchema = Type.Object(
  { height: positive('pixels'), width: positive('pixels'), channels: positive('1 grey, 3 colour') }, strict);

const Kernel = OneOf([1, 3, 5, 7] as const);
const Stride = OneOf([1, 2] as const);
const BlockOp = OneOf(['mbconv', 'fused_mbconv'] as const);
const SqueezeExcite = Type.Number({ minimum: 0, maximum: 1, description: 'fraction of the block input channels; 0 means none' });

export const ArchitectureSchema = of<Architecture>(Type.Object({
  schemaVersion: Type.Literal(1),
  input: ImageShapeSchema,
  classes: Type.Integer({ minimum: 2 }),
  stem: Type.Object({ kernel: Kernel, stride: Stride, channels: positive('output channels') }, strict),
  stages: Type.Array(Type.Object({
    op: BlockOp, kernel: Kernel, stride: Stride,
    expansion: positive('hidden width as a multiple of the block input channels'),
    channels: positive('output channels'), layers: positive('number of blocks'), squeezeExcite: SqueezeExcite,
  }, strict), { minItems: 1 }),
  head: Type.Object({ channels: positive('channels before the classifier') }, strict),
}, { ...strict, title: 'Architecture', description: 'One concrete network' }));

const choice = (schema: TSchema) => Type.Union([schema, Type.Array(schema, { minItems: 1, uniqueItems: true })]);
const size = choice(positive(''));

export const SearchSpaceSchema = of<SearchSpace>(Type.Object({
  $schema: Type.Optional(Type.String()),
  schemaVersion: Type.Literal(1),
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  description: Type.Optional(Type.String()),
  input: Type.Object({ height: size, width: size, channels: size }, strict),
  classes: choice(Type.Integer({ minimum: 2 })),
  stem: Type.Object({ kernel: choice(Kernel), stride: choice(Stride), channels: size }, strict),
  stages: Type.Array(Type.Object({
    op: choice(BlockOp), kernel: choice(Kernel), stride: choice(Stride), expansion: size, channels: size,
    layers: choice(Type.Integer({ minimum: 0 })), squeezeExcite: choice(SqueezeExcite),
  }, strict), { minItems: 1 }),
  head: Type.Object({ channels: size }, strict),
  reference: ArchitectureSchema,
}, { ...strict, title: 'Search space', description: 'What is fixed and what is searched: every field is one value or a list of choices' }));

export const DeviceSchema = of<Device>(Type.Object({
  backend: Type.String(), vendor: Type.String(), name: Type.String(), driver: Type.String(), threads: Type.Integer(),
}, strict));

export const StepTimeSchema = of<StepTime>(Type.Object({
  median: Type.Number({ exclusiveMinimum: 0, description: 'ms' }), p10: Type.Number({ description: 'ms' }),
  p90: Type.Number({ description: 'ms' }), n: positive('timed steps'),
}, strict));

export const CurvePointSchema = of<CurvePoint>(Type.Object({
  step: Type.Integer({ minimum: 0 }), epoch: Type.Number({ minimum: 0 }), trainLoss: Type.Number(),
  validationLoss: Type.Number(), validationAccuracy: Type.Number({ minimum: 0, maximum: 1 }),
  seconds: Type.Number({ minimum: 0 }),
}, strict));

export const TimingFlagSchema = OneOf(TIMING_FLAGS, {
  description: 'why the step time is doubtful. UNSTABLE: wide spread, also when timed again; CALIBRATION_OFF: the device was slower or faster than usual',
});
export const TimingFlagsSchema = Type.Array(TimingFlagSchema);
export const CalibrationMsSchema = Nullable(Type.Number({ minimum: 0, description: 'step time of the calibration network beside the timing, ms' }));

export const MeasurementSchema = of<Measurement>(Type.Object({
  accuracy: Type.Number({ minimum: 0, maximum: 1 }), curve: Type.Array(CurvePointSchema), stepTimeMs: StepTimeSchema,
  stepTimeQuantilesMs: Type.Optional(Type.Array(Type.Number({ minimum: 0 }), { description: 'of the timed steps: 0 %, 5 %, 10 % to 100 %; ms' })),
  timingFlags: TimingFlagsSchema, calibrationMs: CalibrationMsSchema,
  params: positive('trainable parameters'), multiplyAdds: positive('for one image'),
  peakMemoryBytes: Nullable(Type.Number({ minimum: 0 })), device: DeviceSchema,
  trainSeconds: Type.Number({ minimum: 0 }), timeSeconds: Type.Number({ minimum: 0 }),
}, strict));

export const CapsSchema = of<Caps>(Type.Object({
  params: Type.Optional(positive('trainable parameters')),
  stepTimeMs: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'median training-step time on the device that measures it, ms' })),
  memoryBytes: Type.Optional(positive('held on the device at the height of training, bytes')),
}, { ...strict, description: 'what a network must not exceed, whatever its reward' }));

/** Of each kind of objective what can be set, with its range; a request may leave out all of it. */
export const objectiveProperties = {
  joint: {
    w: Type.Number({ minimum: -2, maximum: 0, description: 'exponent of the normalised step time' }),
    v: Type.Number({ minimum: -2, maximum: 0, description: 'exponent of the normalised parameter count' }),
  },
  absolute: {
    beta: Type.Number({ minimum: -10, exclusiveMaximum: 0, description: 'what a step of twice the target costs in accuracy' }),
    target: Type.Number({ minimum: 0.001, maximum: 1000, description: 'step time that is aimed at, as a multiple of the reference\'s on the same class of device' }),
  },
  pareto: {},
} as const satisfies Record<ObjectiveKind, Record<string, TSchema>>;

export const OBJECTIVE_DESCRIPTIONS: Readonly<Record<ObjectiveKind, string>> = {
  joint: 'A * (S/S0)^w * (P/P0)^v',
  absolute: 'A + beta * |S/T0 - 1|, T0 = target * S0',
  pareto: 'accuracy up, step time and parameters down, without weights; shown as reward is the joint one with its default weights',
};

export const ObjectiveSchema = of<Objective>(Type.Union(OBJECTIVE_KINDS.map((kind) => Type.Object(
  { kind: Type.Literal(kind), ...objectiveProperties[kind], caps: Type.Optional(CapsSchema) },
  { ...strict, title: kind, description: OBJECTIVE_DESCRIPTIONS[kind] }))));

const fraction = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

const ScheduleSchema = of<Schedule>(Type.Union([
  Type.Object({ kind: Type.Literal('cosine') }, { ...strict, description: 'to 0 at the end' }),
  Type.Object({
    kind: Type.Literal('exponential'), rate: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    epochs: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  }, { ...strict, description: 'times `rate` every `epochs` epochs' }),
]));

const AugmentationSchema = of<Augmentation>(Type.Object({
  crop: Type.Integer({ minimum: 0, maximum: 64, description: 'pixels of padding that a window is cut out of at random; 0 is off' }),
  flip: Type.Boolean(),
  randAugment: Nullable(Type.Object({
    operations: Type.Integer({ minimum: 1, maximum: 14 }), magnitude: Type.Number({ minimum: 0, maximum: 30 }),
  }, strict)),
  mixup: Type.Number({ minimum: 0, maximum: 10, description: 'alpha; 0 is off' }),
  cutmix: Type.Optional(Type.Number({ minimum: 0, maximum: 10, default: 0, description: 'alpha; 0 is off' })),
}, strict));

const strengthProperties = {
  imageSize: Type.Integer({ minimum: 1, maximum: 8192, description: 'height in pixels' }),
  magnitude: Type.Number({ minimum: 0, maximum: 30, description: 'of RandAugment' }),
  mixup: Type.Number({ minimum: 0, maximum: 10, description: 'alpha' }),
  dropout: Type.Number({ minimum: 0, maximum: 0.99 }),
};
const ProgressiveSchema = of<Progressive>(Type.Union([
  Type.Object({ kind: Type.Literal('none') }, strict),
  Type.Object({
    kind: Type.Literal('linear'), stages: Type.Integer({ minimum: 2, maximum: 100 }),
    from: Type.Object(strengthProperties, strict),
  }, { ...strict, description: 'in equal steps from `from` to what architecture and task say' }),
  Type.Object({
    kind: Type.Literal('custom'),
    stages: Type.Array(Type.Object({ share: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'of all steps' }), ...strengthProperties }, strict),
      { minItems: 1, maxItems: 100 }),
  }, strict),
], { description: 'how image size and regularisation grow during training' }));

export const proxyTaskProperties = {
  trainSamples: Nullable(Type.Integer({ minimum: 1, description: 'training images used; null means all' })),
  validationSamples: Nullable(Type.Integer({ minimum: 1, description: 'validation images used; null means all' })),
  batchSize: Type.Integer({ minimum: 1, maximum: 4096 }),
  epochs: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  optimizer: OneOf(['rmsprop', 'sgd', 'adamw'] as const),
  learningRate: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  warmupFraction: fraction('share of the steps with rising learning rate'),
  schedule: ScheduleSchema,
  weightDecay: Type.Number({ minimum: 0, maximum: 1 }),
  labelSmoothing: Type.Number({ minimum: 0, maximum: 0.99 }),
  dropout: Type.Number({ minimum: 0, maximum: 0.99 }),
  stochasticDepth: Type.Number({ minimum: 0, maximum: 0.99 }),
  emaDecay: Type.Number({ minimum: 0, maximum: 0.999_999, description: 'of the averaged weights that are evaluated; 0 is off' }),
  augmentation: AugmentationSchema,
  progressive: ProgressiveSchema,
  seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  evaluations: Type.Integer({ minimum: 1, maximum: MOST_EVALUATIONS }),
  timing: Type.Object({
    warmupSteps: Type.Integer({ minimum: 1, maximum: 1000 }), steps: Type.Integer({ minimum: MIN_TIMED_STEPS, maximum: 10_000 }),
  }, strict),
  timeoutSeconds: Type.Integer({ minimum: 1, maximum: 604_800 }),
  memoryBudgetBytes: Nullable(Type.Integer({ minimum: 1, description: 'null leaves the limit of the device' })),
};
export const ProxyTaskSchema = of<ProxyTask>(Type.Object(proxyTaskProperties, strict));

export const CandidateStatusSchema = OneOf(CANDIDATE_STATUSES);
export const TrainingStatusSchema = OneOf(TRAINING_STATUSES);
export const SearchStatusSchema = OneOf(SEARCH_STATUSES);
export const FailureReasonSchema = OneOf(FAILURE_REASONS);

/** Of the test split, which takes part in no search and no training. */
export const TestResultSchema = Type.Object({
  accuracy: Type.Number({ minimum: 0, maximum: 1 }), loss: Type.Number({ description: 'mean cross entropy' }), images: positive('number of images'),
}, strict);

/** A file in the artifact store. */
export const ArtifactSchema = Type.Object({
  key: Type.String(), bytes: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
}, strict);
export type Artifact = Static<typeof ArtifactSchema>;

export const TrainingPhaseSchema = OneOf(['preparing', 'training', 'timing', 'evaluating'] as const);
export const ProgressSchema = Type.Object({
  phase: TrainingPhaseSchema, stepsDone: Type.Integer({ minimum: 0 }), stepsTotal: Type.Integer({ minimum: 0 }),
}, strict);
export { strict };
