import type { Logger } from 'pino';
import type { ArtifactStore } from '@stride/artifacts';
import type { Queues } from '@stride/queue';
import type { Database } from '@stride/storage';

/** What a controller works with. */
export interface ControllerDeps {
  readonly db: Database;
  readonly queues: Queues;
  /** Where workers keep checkpoints and weights. */
  readonly artifacts: ArtifactStore;
  readonly log: Logger;
}
