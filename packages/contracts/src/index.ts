/**
 * Schemas of everything that crosses a process: REST bodies, queue messages, live events. Types are inferred from the
 * schemas, or tied to core's where core owns the noun.
 */
export * from './domain.js';
export * from './queue/messages.js';
export * from './rest/resources.js';
export * from './rest/requests.js';
export * from './events/live-events.js';
export { storable } from './storable.js';
