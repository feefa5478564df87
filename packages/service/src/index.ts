/** How the process of a service starts and ends: its log, its signals, its parent, its last words. */
export { runService, type RunningService } from './run-service.js';
export { VERSION } from './version.js';
