/**
 * PostgreSQL is the truth: the Prisma client on one pool, the runner of the migrations in prisma/, the embedded server,
 * and the append-only log of live events.
 */
export { createDatabase, type Database, type DatabaseOptions, type Transaction, type TransactionOptions } from './client.js';
export { asStorageError, isConnectionError } from './connection-errors.js';
export { inspectEmbedded, type EmbeddedState } from './embedded/inspect.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './embedded/start-embedded.js';
export {
  appendEvents, firstLine, latestEventId, listenToEvents, logLine, mayHaveForgotten, parseEventId, pruneEvents, readEvents,
  type EventListener, type ListenOptions, type LogSubject, type ReadEvents,
} from './events/index.js';
export { Prisma } from './generated/client.js';
export { migrate, type MigrateOptions, type MigrateResult } from './migrations/migrate.js';
export { isId, newId } from './ids.js';
export {
  activeSeconds, candidateSummaries, candidateSummary, heldCandidates, searchSummaries, searchSummary, stored, toAttempt, toCurvePoint, toWorker,
  WORKER_ALIVE_MS,
} from './summaries.js';
export {
  bestCandidate, cancelSearch, candidateCurves, candidateDetail, countAliveWorkers, createSearch, earlierSearch, extendSearch, findSearch, listCandidates,
  listSearches, listWorkers, measurementOrigin, paretoCandidates, pauseSearch, replayedSearch, rescoreSearch, resumeSearch, reuseMeasurements,
  searchAttempts, searchDetail, searchLog, searchPoints, untoldReused, workerActivities,
  type EarlierSearch, type Idempotency, type MeasurementOrigin, type NewSearch, type WarmStart,
} from './searches/index.js';
export {
  activeSearchIds, addAttempt, addCandidates, addCurvePoint, cancelledJobs, completeAttempt, completeCandidate, completeTraining,
  countFailedAttempts, expiredAttempts, failAttempt, failSubject, finishSearch, forgetWorkers, lockAttempt, lockSearch, markQueued,
  markTidied, markTold, markUnqueued, orphanedAttempts, queuedJobs, recentCalibrations, recordHeartbeat, recordTiming, referenceStepTime, releaseAttempt,
  renewLease, replaceReferenceStepTime, rungRewards, saveStrategyState, scoredCandidates, searchIdsWithNewTrainings, searchIdsWithRoom, setReward,
  startAttempt, startSearch, tallyCandidates, untidyTrainings, untoldResults, updateLeader, waitingAttempts, withGoals,
  type CandidateAttempt, type NewLeader, type CurrentAttempt, type Failure, type NewCandidate, type QueuedJob,
  type ScoredCandidate, type SearchRecord, type TrainingAttempt, type WaitingAttempt,
} from './search-loop/index.js';
export {
  cancelTraining, chooseCandidates, createTrainings, listTrainings, trainedWeights, trainingDetail, trainingSummary,
  type ChosenCandidate, type NewTraining, type TrainingChoice,
} from './trainings/index.js';
