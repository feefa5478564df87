/**
 * The engine: turns an architecture into a TensorFlow.js network, trains, evaluates and times it. One trainer for every
 * backend; what differs between backends stays in backends/.
 */
export { BACKEND_NAMES, openBackend } from './backends/open-backend.js';
export type { Backend, BackendMemory } from './backends/backend.js';
export { createTrainer, type EngineTrainer } from './train/trainer.js';
export type { TrainerSetup } from './train/run.js';
export type { Fit, FitHooks } from './train/fit.js';
export type { Evaluation } from './evaluate/evaluate.js';
export { openGate } from './time/open-gate.js';
export { quantile } from './time/quantile.js';
// For whoever times single steps and passes, as the benchmark does.
export { openSession, type Session } from './train/session.js';
export { inferencePass } from './build/forward-pass.js';
