/**
 * The two queues between controllers and workers, `candidates` and `reports`, on Redis or on PostgreSQL. BullMQ and
 * ioredis are used here alone.
 */
export { createQueues, type Queues, type QueuesConfig } from './queues.js';
export type { BackendKind, ErrorListener } from './backends/backend.js';
export type { CandidateHandler, CandidateJobState, CandidateQueue, JobRef, WorkOptions } from './candidates.js';
export type { Consumer } from './consumer.js';
export type { QueueTiming } from './context.js';
export type { QueueCounts } from './queue-handle.js';
export type { ReportHandler, ReportQueue, SendOptions } from './reports.js';
