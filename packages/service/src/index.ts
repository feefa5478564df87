/**
 * What every process of Stride has in common: how it starts and ends (its log, its signals, its parent, its last words), and
 * how it keeps out of the way of a timing on the same host.
 */
export { HostTimingGate, HOST_LOCK_FILE } from './host-timing-gate.js';
export { runService, type RunningService } from './run-service.js';
export { VERSION } from './version.js';
