/** What the queues need of a datastore: BullMQ runs the same API on either. */
import type { BackendFactory, IQueueBackend } from 'bullmq';

export type BackendKind = 'redis' | 'postgresql';

export interface Backend {
  readonly kind: BackendKind;
  /** Makes the connections of one BullMQ object; the `connection` among its options is not used. */
  readonly factory: BackendFactory<IQueueBackend>;
  /** Keys of all queues begin with it, on Redis. */
  readonly prefix: string;
  close(): Promise<void>;
}

/** Told of every error that no caller waits for; `where` names the queue or connection. */
export type ErrorListener = (error: Error, where: string) => void;
