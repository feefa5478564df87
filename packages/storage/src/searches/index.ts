/** Searches: creating them, commanding them, and everything that is read of them. Only controllers write candidates. */
export { createSearch, replayedSearch, type NewSearch, type Idempotency } from './create.js';
export { cancelSearch, extendSearch, pauseSearch, resumeSearch } from './commands.js';
export { findSearch, listSearches, searchDetail } from './read-searches.js';
export { listCandidates } from './list-candidates.js';
export { bestCandidate, candidateDetail } from './read-candidates.js';
export { candidateCurves } from './read-curves.js';
export { searchAttempts } from './read-attempts.js';
export { searchLog } from './read-log.js';
export { searchPoints } from './read-points.js';
export { paretoCandidates } from './pareto.js';
export { rescoreSearch } from './rescore.js';
export { earlierSearch, measurementOrigin, type EarlierSearch, type MeasurementOrigin, type WarmStart } from './warm-start.js';
export { reuseMeasurements, untoldReused, type Reuse, type Reusing } from './warm-start-reuse.js';
export { workerActivities } from './read-worker-activity.js';
export { countAliveWorkers, listWorkers } from './read-workers.js';
