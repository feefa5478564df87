import type { AttemptRef } from '@stride/contracts';
import { expiredAttempts, forgetWorkers, pruneEvents } from '@stride/storage';
import type { ControllerDeps } from './deps.js';
import { giveUpAttempt, LEASE_SECONDS } from './reports/accept-report.js';
import { checkQueue, removeCancelledJobs } from './search-loop/submit.js';
import { removeCheckpoints } from './remove-checkpoints.js';

const LEASE_MS = LEASE_SECONDS * 1000;
/** Between two rounds in which everything answered. */
const HEALTHY_GAP_MS = 6_000;
/** Reports in line beyond which heartbeats may be among them that nobody has read yet. */
const BACKLOG = 20;
const QUEUE_CHECK_MS = 10_000;
const TIDY_MS = 5_000;
const HOUR_MS = 3_600_000;
const WORKER_MEMORY_MS = 24 * HOUR_MS;
const EVENT_MEMORY_MS = 24 * HOUR_MS;

/** What has to be looked after now and then: silent workers, a queue that lost jobs, rows that nobody needs any more. */
export class Housekeeping {
  readonly #deps: ControllerDeps;
  readonly #wake: (searchId: string) => void;
  #healthyAt = 0;
  #judgeFrom = 0;
  #queueCheckedAt = 0;
  #tidiedAt = 0;
  #prunedAt = 0;

  constructor(deps: ControllerDeps, wake: (searchId: string) => void) {
    this.#deps = deps;
    this.#wake = wake;
  }

  /** One round; rejects when the database or the queue does not answer, and then counts for nothing. */
  async round(now: number = Date.now()): Promise<void> {
    const { db, queues } = this.#deps;
    const { reports } = await queues.counts();
    await db.ping();
    this.#considerSilence(now, reports.waiting);
    if (now >= this.#judgeFrom) await this.#loseExpired();
    await removeCancelledJobs(db, queues);
    if (now - this.#queueCheckedAt >= QUEUE_CHECK_MS) await this.#checkQueue(now);
    if (now - this.#tidiedAt >= TIDY_MS) await this.#tidy(now);
    if (now - this.#prunedAt >= HOUR_MS) await this.#prune(now);
    this.#healthyAt = now;
  }

  /**
   * A lease that ran out means a silent worker only if its heartbeats would have been heard: after this controller, the
   * database or the queue was away, and while reports stand in line, workers get a whole lease's time first.
   */
  #considerSilence(now: number, waitingReports: number): void {
    if (now - this.#healthyAt > HEALTHY_GAP_MS || waitingReports > BACKLOG) this.#judgeFrom = now + LEASE_MS;
  }

  async #loseExpired(): Promise<void> {
    for (const ref of await expiredAttempts(this.#deps.db.prisma)) {
      await this.#lose(ref, `no sign of life from its worker for ${LEASE_SECONDS} s`);
    }
  }

  async #checkQueue(now: number): Promise<void> {
    const { restored, forgotten } = await checkQueue(this.#deps.db, this.#deps.queues, new Date(now - QUEUE_CHECK_MS));
    if (restored > 0) this.#deps.log.warn({ restored }, 'the queue had lost jobs; they are back');
    if (now >= this.#judgeFrom) for (const ref of forgotten) await this.#lose(ref, 'its worker ended before it began');
    this.#queueCheckedAt = now;
  }

  /** A store that is away keeps nobody else waiting: what is not removed now is another time. */
  async #tidy(now: number): Promise<void> {
    this.#tidiedAt = now;
    await removeCheckpoints(this.#deps, new Date(now)).catch((error: unknown) => this.#deps.log.warn({ err: error }, 'could not remove old checkpoints'));
  }

  async #prune(now: number): Promise<void> {
    await forgetWorkers(this.#deps.db.prisma, new Date(now - WORKER_MEMORY_MS));
    await pruneEvents(this.#deps.db, new Date(now - EVENT_MEMORY_MS));
    this.#prunedAt = now;
  }

  async #lose(ref: AttemptRef, message: string): Promise<void> {
    const lost = await giveUpAttempt(this.#deps.db, ref, { reason: 'LOST', message });
    if (lost) this.#deps.log.warn({ ...ref }, `lost: ${message}`);
    this.#wake(ref.searchId);
  }
}
