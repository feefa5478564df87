/** What the controllers read and write: the rows behind a search's loop, behind its lock and the attempts' fence. */
export {
  activeSearchIds, searchIdsWithNewTrainings, searchIdsWithRoom, finishSearch, lockSearch, saveStrategyState, startSearch, type SearchRecord,
} from './search-record.js';
export {
  addCandidates, markTold, tallyCandidates, untoldResults,
  type NewCandidate,
} from './candidates.js';
export { withGoals } from './goals.js';
export { cancelledJobs, markQueued, markUnqueued, queuedJobs, waitingAttempts, type QueuedJob, type WaitingAttempt } from './jobs.js';
export {
  addAttempt, addCurvePoint, completeAttempt, countFailedAttempts, expiredAttempts, failAttempt, failSubject, lockAttempt,
  orphanedAttempts, releaseAttempt, renewLease, startAttempt,
  type CandidateAttempt, type CurrentAttempt, type Failure, type TrainingAttempt,
} from './attempts.js';
export {
  completeCandidate, recentCalibrations, referenceStepTime, replaceReferenceStepTime, scoredCandidates, setReward, type ScoredCandidate,
} from './candidate-results.js';
export { recordTiming, rungRewards, type RungRewards } from './rungs.js';
export { completeTraining, markTidied, untidyTrainings, type UntidyTraining } from './training-results.js';
export { forgetWorkers, recordHeartbeat } from './workers.js';
export { updateLeader, type NewLeader } from './leader.js';
