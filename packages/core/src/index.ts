/**
 * The pure domain: search spaces, architectures, their costs, the reward and the strategies. No I/O, no clock, no hidden
 * randomness. Inside, imports go one way: architecture <- cost-model, search-space <- reward <- strategies
 * (docs/decisions/0001-core-import-order.md).
 */
export { ERRORS, StrideError, type ErrorCode, type Issue } from './errors.js';

export type { Architecture, BlockOp, Head, ImageShape, Kernel, Stage, Stem, Stride } from './architecture/architecture.js';
export { BLOCK_OPS, KERNELS, STRIDES } from './architecture/rules.js';
export { validateArchitecture } from './architecture/validate.js';
export { formatArchitecture, parseArchitecture } from './architecture/line.js';
export { expandBlocks, type Block } from './architecture/blocks.js';
export { architectureHash } from './architecture/hash.js';

export { costOf, type ArchitectureCost, type PartCost } from './cost-model/cost.js';
export type { Cost } from './cost-model/layer-cost.js';
export { trainingMemory, type TrainingMemoryInput } from './cost-model/training-memory.js';

export type { Choice, SearchSpace, SearchSpaceStage } from './search-space/search-space.js';
export { parseSearchSpace } from './search-space/parse.js';
export { choicesOf, type FieldValue } from './search-space/fields.js';
export { countEncodings, decisions, decodeArchitecture, sampleEncoding, type Decision } from './search-space/encoding.js';
export {
  countArchitectures, encodeArchitecture, encodingAt, enumerateArchitectures,
} from './search-space/networks.js';

export { createRng, isRngState, type Rng, type RngState } from './random/rng.js';

export { deviceClass, type Device } from './measurement/device.js';
export {
  isCalibrationOff, MAX_STEP_SPREAD, MIN_TIMED_STEPS, TIMING_FLAGS,
  type CurvePoint, type Measurement, type StepTime, type TimingFlag,
} from './measurement/measurement.js';
export { NO_AUGMENTATION, type Augmentation } from './measurement/augmentation.js';
export { trainingSteps, type ProxyTask, type Schedule } from './measurement/proxy-task.js';
export {
  CANDIDATE_STATUSES, FAILURE_REASONS, SEARCH_STATUSES,
  type CandidateStatus, type FailureReason, type SearchStatus,
} from './measurement/status.js';

export { DEFAULT_OBJECTIVE, jointReward, type Objective, type RewardInput } from './reward/reward.js';
export { paretoFront, type ParetoObjective } from './reward/pareto.js';

export type {
  JsonValue, Proposal, Result, Strategy, StrategyDefinition, StrategySetup,
} from './strategies/strategy.js';
export { STRATEGIES, strategyNamed } from './strategies/registry.js';

export type { Dataset, Labels, Split } from './ports/dataset.js';
export type { TimingGate } from './ports/timing-gate.js';
export type { Trainer, TrainingHooks, TrainingProgress } from './ports/trainer.js';
