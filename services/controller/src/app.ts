/** Keeps searches going: asks the strategy, submits candidates, accepts reports, scores and tells. */
export { Controller } from './controller.js';
export type { ControllerDeps } from './deps.js';
export { acceptReport, giveUpAttempt, LEASE_SECONDS } from './reports/accept-report.js';
export { stepSearch } from './search-loop/step.js';
export { checkQueue, submitNewJobs } from './search-loop/submit.js';
