/**
 * The pure domain: search spaces, architectures, their costs, the reward and the strategies. No I/O, no clock, no hidden
 * randomness. Inside, imports go one way: architecture <- cost-model, search-space <- reward <- strategies
 * (docs/decisions/0001-core-import-order.md), and cost-model <- scaling <- families (0009-scaling.md).
 */
export { ERRORS, StrideError, type ErrorCode, type Issue } from './errors.js';
export { DocumentReader, pointer, type Fields } from './documents/reader.js';
export { integerBetween, numberBetween, oneOf, show, textMatching, type Rule } from './documents/rules.js';

export type { Architecture, BlockOp, Head, ImageShape, Kernel, Stage, Stem, Stride } from './architecture/architecture.js';
export { BLOCK_OPS, KERNELS, STRIDES } from './architecture/rules.js';
export { validateArchitecture } from './architecture/validate.js';
export { formatArchitecture, parseArchitecture } from './architecture/line.js';
export { expandBlocks, type Block } from './architecture/blocks.js';
export { totalStride } from './architecture/total-stride.js';
export { architectureHash } from './architecture/hash.js';

export { costOf, type ArchitectureCost, type PartCost } from './cost-model/cost.js';
export type { Cost } from './cost-model/layer-cost.js';
export { describeArchitecture, type ArchitectureDescription, type StageDescription } from './cost-model/describe.js';
export { trainingMemory, type TrainingMemoryInput } from './cost-model/training-memory.js';

export { scaleArchitecture, type ScaledArchitecture } from './scaling/scale.js';
export {
  COMPOUND_GROWTH, MAX_IMAGE_SIZE, parseScaling, SCALING_METHODS,
  type Coefficients, type Scaling, type ScalingDocument, type ScalingMethod, type ScalingTarget,
} from './scaling/scaling.js';
export { V1_ROUNDING, V2_ROUNDING, type ChannelRounding } from './scaling/rounding.js';
export { withImageSize } from './scaling/image-size.js';
export { sizeFamily, type SizeFamilyOptions, type SizeMember, type SizeName } from './scaling/size-family.js';

export {
  adaptArchitecture, REFERENCE_ARCHITECTURES, referenceArchitecture, type ReferenceArchitecture, type ReferenceOptions,
} from './families/families.js';

export type { Choice, SearchSpace, SearchSpaceStage } from './search-space/search-space.js';
export { parseSearchSpace } from './search-space/parse.js';
export { decisionSpaceOf, type DecisionSpace } from './search-space/decision-space.js';
export { choicesOf, type FieldValue } from './search-space/fields.js';
export { countEncodings, decisions, decodeArchitecture, sampleEncoding, type Decision } from './search-space/encoding.js';
export {
  countArchitectures, encodeArchitecture, encodingAt, enumerateArchitectures,
} from './search-space/networks.js';

export { createRng, isRngState, type Rng, type RngState } from './random/rng.js';

export { deviceClass, type Device } from './measurement/device.js';
export {
  isCalibrationOff, MAX_STEP_SPREAD, measurementOf, MIN_TIMED_STEPS, TIMING_FLAGS,
  type CurvePoint, type Measurement, type StepTime, type Timed, type TimingFlag,
} from './measurement/measurement.js';
export { NO_AUGMENTATION, type Augmentation } from './measurement/augmentation.js';
export { fullTrainingTask, TRAINING_RECIPE } from './measurement/training-recipe.js';
export { NOT_PROGRESSIVE, type Progressive, type ProgressiveStage, type Strength } from './progressive/progressive.js';
export { largestImageSize, progressiveStages, stageAt, type TrainingStage } from './progressive/schedule.js';
export { secondsLeft, stepsAtFullSize, type MeasuredSteps, type PlannedTraining } from './progressive/time-left.js';
export { progressiveIssues, type ProgressiveContext } from './progressive/issues.js';
export { defaultProgressive, linearProgressive } from './progressive/linear.js';
export { validateProgressive } from './progressive/validate.js';
export type { ImageSize } from './progressive/image-size.js';
export { MOST_EVALUATIONS, trainingSteps, type ProxyTask, type Schedule } from './measurement/proxy-task.js';
export {
  CANDIDATE_STATUSES, FAILURE_REASONS, SEARCH_STATUSES, TRAINING_STATUSES,
  type CandidateStatus, type FailureReason, type SearchStatus, type TrainingStatus,
} from './measurement/status.js';

export {
  DEFAULT_OBJECTIVE, DEFAULT_OBJECTIVES, OBJECTIVE_KINDS,
  type AbsoluteObjective, type JointObjective, type Objective, type ObjectiveKind, type ParetoSearchObjective,
} from './reward/objective.js';
export { capWords, objectiveWords } from './reward/objective-words.js';
export { absoluteReward, goalsOf, jointReward, rewardOf, type Goals, type RewardInput } from './reward/reward.js';
export { CAP_NAMES, excessOf, keepsWithin, mayBeTried, staticQuantities, type CapName, type CappedQuantities, type Caps } from './reward/caps.js';
export { surveyCaps, type CapsSurvey } from './reward/caps-survey.js';
export { hypervolume } from './reward/hypervolume.js';
export { frontVolume, VOLUME_REFERENCE, volumeOverTime, type VolumeStep } from './reward/front-volume.js';
export { rescore, type Rescorable, type Rescored, type Rescoring } from './reward/rescore.js';
export { effectsOf, resultsNeeded, type ChoiceEffect, type DecisionEffect, type Effects } from './effects/effects.js';
export { kendallTau } from './statistics/kendall-tau.js';
export { rankWords, type RankWords, type TrainedInFull } from './statistics/rank-words.js';
export { paretoFront, type ParetoObjective } from './reward/pareto.js';

export type {
  JsonValue, Proposal, Result, Strategy, StrategyDefinition, StrategySetup,
} from './strategies/strategy.js';
export { defaultsOf, readOptions, type OptionOwner, type OptionSpec, type OptionSpecs } from './strategies/options.js';
export { decisionDifferences, type DecisionDifferences } from './strategies/predictor/encoding-distance.js';
export { GaussianProcess, type Hyperparameters, type Prediction } from './strategies/predictor/gaussian-process.js';
export { fitHyperparameters } from './strategies/predictor/hyperparameters.js';
export { chooseLeader, type Leader } from './strategies/leader.js';
export { STRATEGIES, strategyNamed } from './strategies/registry.js';
export { createSeeded, type SeededSetup } from './strategies/seeded.js';

export type { RungArrival, Scheduler, SchedulerDefinition, SchedulerVerdict } from './schedulers/scheduler.js';
export { SCHEDULERS, schedulerNamed } from './schedulers/registry.js';
export { expectedFinal, type Progression } from './schedulers/expected-final.js';

export { planExhausted, planStep, type End, type Plan } from './search-loop/plan.js';
export { MAX_ATTEMPTS, mayTryAgain } from './search-loop/attempts.js';
export type { Budget, CandidateTally, Situation } from './search-loop/situation.js';
export { takeTurn, type NumberedProposal, type Turn, type TurnStore, type UntoldResult } from './search-loop/turn.js';

export type { Dataset, Labels, Split } from './ports/dataset.js';
export type { TimingGate } from './ports/timing-gate.js';
export type { Trainer, TrainingHooks, TrainingProgress } from './ports/trainer.js';
