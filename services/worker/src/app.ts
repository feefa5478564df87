/** Supervises one device: takes candidates from the queue, trains and times each in a process of its own, reports. */
export { CandidateWorker, type WorkerDeps } from './worker.js';
export { describeDevice, runTrainer, TRAINER_PATH, type Outcome, type TrainerRequest } from './trainer-run.js';
