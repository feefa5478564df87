/** The queues of one process. */
import { setTimeout as delay } from 'node:timers/promises';
import { chooseBackend, type BackendConfig } from './backends/choose.js';
import type { BackendKind, ErrorListener } from './backends/backend.js';
import { candidateQueue, type CandidateQueue } from './candidates.js';
import { DEFAULT_TIMING, type QueueContext, type QueueTiming } from './context.js';
import { quietly } from './quietly.js';
import type { QueueCounts } from './queue-handle.js';
import { reportQueue, type ReportQueue } from './reports.js';

export interface QueuesConfig extends BackendConfig {
  /**
   * Told of errors that no caller waits for: lost connections (which are made again), handlers that rejected, jobs whose
   * worker died. The same message is told once a second at most.
   */
  readonly onError?: ErrorListener;
  readonly timing?: Partial<QueueTiming>;
}

export interface Queues {
  readonly backend: BackendKind;
  readonly candidates: Omit<CandidateQueue, 'close' | 'counts'>;
  readonly reports: Omit<ReportQueue, 'close' | 'counts'>;
  /** Resolves when the datastore answers within 3 s. @throws StrideError QUEUE_UNAVAILABLE */
  ping(): Promise<void>;
  /** @throws StrideError QUEUE_UNAVAILABLE */
  counts(): Promise<{ candidates: QueueCounts; reports: QueueCounts }>;
  /** Ends all connections. Consumers are closed first, by those who started them. */
  close(): Promise<void>;
}

const PING_MS = 3_000;
/** A datastore that is away must not keep a process from ending. */
const CLOSE_MS = 5_000;

/**
 * Connects in the background and stays so: whatever is called while the datastore is away waits for it.
 * @throws StrideError CONFIG_INVALID
 */
export function createQueues(config: QueuesConfig): Queues {
  const onError = quietly(config.onError ?? (() => {}));
  const backend = chooseBackend(config, onError);
  const closing = new AbortController();
  const context: QueueContext = { backend, timing: { ...DEFAULT_TIMING, ...config.timing }, closed: closing.signal, onError };
  const candidates = candidateQueue(context);
  const reports = reportQueue(context);
  let closed: Promise<void> | undefined;
  const close = async () => {
    closing.abort();
    await Promise.race([Promise.allSettled([candidates.close(), reports.close()]), delay(CLOSE_MS, undefined, { ref: false })]);
    await backend.close();
  };
  return {
    backend: backend.kind,
    candidates,
    reports,
    ping: async () => { await candidates.counts(PING_MS); },
    counts: async () => {
      const [ofCandidates, ofReports] = await Promise.all([candidates.counts(), reports.counts()]);
      return { candidates: ofCandidates, reports: ofReports };
    },
    close: () => (closed ??= close()),
  };
}
