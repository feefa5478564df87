/** Typed client of Stride's REST API. */
export { StrideClient, type ClientOptions } from './client.js';
export { StrideApiError, type ProblemIssue } from './errors.js';
export type { Connection, FollowOptions } from './events/follow.js';
export type { LiveEvent, LiveEventData, LiveEventType, LogEntry, StreamMessage, StreamReset } from './events/live-event.js';
export type { LogQuery, SearchLog } from './events/log.js';
export type { WorkerActivities, WorkerActivityQuery } from './resources/runs.js';
export type { WaitOptions } from './wait-for-completion.js';
export type * from './types.js';
