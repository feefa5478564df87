/** The queue of jobs, candidates and their trainings, from the controller to the workers. */
import { storable, type AttemptRef, type Job } from '@stride/contracts';
import { refuseInvalid, startConsumer, type Consumer } from './consumer.js';
import type { QueueContext } from './context.js';
import { checkJob } from './messages.js';
import { queueHandle, type QueueCounts } from './queue-handle.js';

const QUEUE = 'candidates';
/** Finished jobs are remembered for an hour, so that `has` knows them; but no more than this many. */
const REMEMBERED = { age: 3_600, count: 10_000 };

/** The lower the sooner: a training takes long, and a search that waits for its candidates may run out of time. */
const PRIORITY = { candidate: 1, training: 2 } as const;

export type CandidateJobState = 'waiting' | 'active' | 'finished' | 'unknown';

/** What names a job: `${candidateId}-${attempt}`, or `${trainingId}-${attempt}`. */
export type JobRef = Pick<AttemptRef, 'candidateId' | 'trainingId' | 'attempt'>;

export interface WorkOptions {
  /** Jobs at once; default 1. */
  readonly concurrency?: number;
  /** The worker's id. */
  readonly name?: string;
}

export type CandidateHandler = (job: Job, context: {
  /** Fires when the consumer is closed by force. */
  readonly signal: AbortSignal;
}) => Promise<void>;

export interface CandidateQueue {
  /**
   * Queues a job, unless its attempt is queued, being worked on, or finished within the last hour.
   * @throws StrideError QUEUE_MESSAGE_INVALID, QUEUE_UNAVAILABLE
   */
  submit(job: Job): Promise<void>;
  /** True when the queue knows the attempt's job, also when it finished within the last hour. @throws StrideError QUEUE_UNAVAILABLE */
  has(ref: JobRef): Promise<boolean>;
  /**
   * Where the attempt's job is. `finished` says only that the queue is done with it: also that its worker died.
   * @throws StrideError QUEUE_UNAVAILABLE
   */
  state(ref: JobRef): Promise<CandidateJobState>;
  /** Takes a waiting job out; false when there is none, or a worker has it. @throws StrideError QUEUE_UNAVAILABLE */
  remove(ref: JobRef): Promise<boolean>;
  /**
   * Takes jobs. Each is handed out once: when its worker dies, or its handler rejects, it is finished for the queue, and
   * the controller, which watches the attempt's lease, submits a new attempt. The lock is renewed in this process, so
   * its event loop must not be blocked.
   */
  work(handler: CandidateHandler, options?: WorkOptions): Consumer;
  counts(limitMs?: number): Promise<QueueCounts>;
  close(): Promise<void>;
}

function jobId({ candidateId, trainingId, attempt }: JobRef): string {
  return `${trainingId ?? candidateId}-${attempt}`;
}

export function candidateQueue(context: QueueContext): CandidateQueue {
  const queue = queueHandle(context, QUEUE);
  const state = async (ref: JobRef) => nameState(await queue.state(jobId(ref)));
  return {
    submit: async (job) => {
      const checked = checkJob(storable(job));
      await queue.add(jobId(checked.ref), checked, { attempts: 1, removeOnComplete: REMEMBERED, removeOnFail: REMEMBERED, priority: PRIORITY[checked.kind] });
    },
    has: async (ref) => (await state(ref)) !== 'unknown',
    state,
    remove: (ref) => queue.remove(jobId(ref)),
    work: (handler, options = {}) => startConsumer(context, {
      queue: QUEUE,
      name: options.name,
      concurrency: options.concurrency ?? 1,
      lockMs: context.timing.candidateLockMs,
      redeliveries: 0,
      process: async (job, signal) => handler(refuseInvalid(checkJob, job.data), { signal }),
    }),
    counts: queue.counts,
    close: queue.close,
  };
}

function nameState(state: string): CandidateJobState {
  if (state === 'unknown' || state === 'active') return state;
  return state === 'completed' || state === 'failed' ? 'finished' : 'waiting';
}
