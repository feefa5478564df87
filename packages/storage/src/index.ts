/**
 * PostgreSQL is the truth: the Prisma client on one pool, the runner of the migrations in prisma/, the embedded server,
 * and the append-only log of live events.
 */
export { createDatabase, type Database, type DatabaseOptions, type Transaction, type TransactionOptions } from './client.js';
export { asStorageError, isConnectionError } from './connection-errors.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './embedded/start-embedded.js';
export {
  appendEvents, latestEventId, listenToEvents, parseEventId, pruneEvents, readEvents,
  type EventListener, type ListenOptions, type ReadEvents,
} from './events/index.js';
export { Prisma } from './generated/client.js';
export { migrate, type MigrateOptions, type MigrateResult } from './migrations/migrate.js';
export { isId, newId } from './ids.js';
export {
  activeSeconds, candidateSummaries, candidateSummary, searchSummaries, searchSummary, stored, toAttempt, toCurvePoint, toWorker,
  WORKER_ALIVE_MS,
} from './summaries.js';
export {
  bestCandidate, cancelSearch, candidateDetail, countAliveWorkers, createSearch, extendSearch, findSearch, listCandidates,
  listSearches, listWorkers, paretoCandidates, pauseSearch, replayedSearch, resumeSearch, searchDetail,
  type Idempotency, type NewSearch,
} from './searches/index.js';
export {
  activeSearchIds, addAttempt, addCandidates, addCurvePoint, cancelledJobs, completeAttempt, countFailedAttempts,
  expiredAttempts, failAttempt, failCandidate, finishSearch, forgetWorkers, lockAttempt, lockSearch, markQueued, markTold,
  markUnqueued, orphanedAttempts, queuedJobs, recentCalibrations, recordHeartbeat, referenceStepTime, releaseAttempt, renewLease,
  replaceReferenceStepTime, saveStrategyState, scoredCandidates, searchIdsWithRoom, setReward, startAttempt, startSearch, tallyCandidates, untoldResults, waitingAttempts,
  type CandidateTally, type CurrentAttempt, type Failure, type NewCandidate, type QueuedJob, type ScoredCandidate,
  type SearchRecord, type UntoldResult, type WaitingAttempt,
} from './search-loop/index.js';
