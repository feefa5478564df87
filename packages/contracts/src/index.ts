/**
 * Schemas of everything that crosses a process: REST bodies, queue messages, live events. Types are inferred from the
 * schemas, or tied to core's where core owns the noun.
 */
export * from './domain.js';
export * from './queue/messages.js';
export * from './rest/resources.js';
export * from './rest/exports.js';
export * from './rest/objectives.js';
export * from './rest/pareto.js';
export * from './rest/rescoring.js';
export * from './rest/requests.js';
export * from './rest/warm-start.js';
export * from './rest/architectures.js';
export * from './rest/choices.js';
export * from './rest/exploration.js';
export * from './rest/search-plan.js';
export * from './rest/worker-activity.js';
export * from './rest/trainings.js';
export * from './events/live-events.js';
export { storable } from './storable.js';
