/** What the controllers read and write: the rows behind a search's loop, behind its lock and the attempts' fence. */
export {
  activeSearchIds, searchIdsWithRoom, finishSearch, lockSearch, saveStrategyState, startSearch, type SearchRecord,
} from './search-record.js';
export {
  addAttempt, addCandidates, markTold, tallyCandidates, untoldResults,
  type CandidateTally, type NewCandidate, type UntoldResult,
} from './candidates.js';
export { cancelledJobs, markQueued, markUnqueued, queuedJobs, waitingAttempts, type QueuedJob, type WaitingAttempt } from './jobs.js';
export {
  addCurvePoint, completeAttempt, countFailedAttempts, expiredAttempts, failAttempt, failCandidate, lockAttempt,
  orphanedAttempts, recentCalibrations, referenceStepTime, releaseAttempt, renewLease, replaceReferenceStepTime,
  scoredCandidates, setReward, startAttempt, type CurrentAttempt, type Failure, type ScoredCandidate,
} from './attempts.js';
export { forgetWorkers, recordHeartbeat } from './workers.js';
