import type { Logger } from 'pino';
import type { Queues } from '@stride/queue';
import type { Database } from '@stride/storage';

/** What a controller works with. */
export interface ControllerDeps {
  readonly db: Database;
  readonly queues: Queues;
  readonly log: Logger;
}
