/** Searches: creating them, commanding them, and everything that is read of them. Only controllers write candidates. */
export { createSearch, replayedSearch, type NewSearch, type Idempotency } from './create.js';
export { cancelSearch, extendSearch, pauseSearch, resumeSearch } from './commands.js';
export { findSearch, listSearches, searchDetail } from './read-searches.js';
export { bestCandidate, candidateDetail, listCandidates } from './read-candidates.js';
export { paretoCandidates } from './pareto.js';
export { countAliveWorkers, listWorkers } from './read-workers.js';
