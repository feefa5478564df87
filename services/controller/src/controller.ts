import type { Logger } from 'pino';
import type { AttemptRef, Report, Verdict } from '@stride/contracts';
import type { Queues } from '@stride/queue';
import { activeSearchIds, expiredAttempts, forgetWorkers, listenToEvents, pruneEvents, type Database, type EventListener } from '@stride/storage';
import { acceptReport, LEASE_SECONDS, loseAttempt } from './reports/accept-report.js';
import { stepSearch } from './search-loop/step.js';
import { removeCancelledJobs, restoreLostJobs, submitNewJobs, takenAndForgotten } from './search-loop/submit.js';
import { Rounds } from './rounds.js';

/** How often everything is looked at, whether or not an event said so. */
const ROUND_MS = 2_000;
/** A queued attempt may be missing from the queue for this long while its worker's first report is on the way. */
const RESTORE_AFTER_MS = 10_000;
const WORKER_MEMORY_MS = 24 * 3_600_000;
/** Not a search's id: one key for looking at all of them, so that a burst of events makes one look. */
const EVERYTHING = '*';
const EVENT_MEMORY_MS = 7 * 24 * 3_600_000;

export interface ControllerDeps {
  readonly db: Database;
  readonly queues: Queues;
  readonly log: Logger;
}

/**
 * Keeps every search going: accepts reports as they come, and steps a search when a report, a user's command or the
 * clock gives it something to do. Holds nothing that is not in the database.
 */
export class Controller {
  readonly #deps: ControllerDeps;
  readonly #log: Logger;
  readonly #rounds: Rounds;
  #consumer: { close(): Promise<void> } | null = null;
  #listener: EventListener | null = null;
  #clock: NodeJS.Timeout | null = null;
  /** Leases are not judged before this: after a stop, heartbeats that waited in the queue come first. */
  #judgeLeasesFrom = 0;
  #lastRound = 0;

  constructor(deps: ControllerDeps) {
    this.#deps = deps;
    this.#log = deps.log;
    this.#rounds = new Rounds(
      (key) => (key === EVERYTHING ? this.#wakeAll() : this.#advance(key)),
      (error, key) => this.#log.error({ err: error, searchId: key }, 'a step failed; the next round tries again'),
    );
  }

  async start(): Promise<void> {
    const { queues, db } = this.#deps;
    this.#consumer = queues.reports.accept((report) => this.#accept(report), { concurrency: 4 });
    this.#listener = listenToEvents(db.url, () => this.#rounds.wake(EVERYTHING), {
      onError: (error) => this.#log.warn({ err: error }, 'not hearing of events for the moment'),
    });
    this.#clock = setInterval(() => void this.#round(), ROUND_MS);
    await this.#round();
    this.#log.info('ready');
  }

  async stop(): Promise<void> {
    if (this.#clock) clearInterval(this.#clock);
    await this.#listener?.close();
    await this.#consumer?.close();
    await this.#rounds.idle();
  }

  async #accept(report: Report): Promise<Verdict> {
    const { verdict, wakes, note } = await acceptReport(this.#deps.db, report);
    if (report.type !== 'heartbeat') this.#log.info({ ...report.ref, report: report.type }, note);
    for (const searchId of wakes) this.#rounds.wake(searchId);
    return verdict;
  }

  async #advance(searchId: string): Promise<void> {
    const { db, queues } = this.#deps;
    const { told, proposed, ended } = await stepSearch(db, searchId);
    if (told > 0 || proposed > 0) this.#log.info({ searchId, told, proposed }, 'stepped');
    if (ended !== null) this.#log.info({ searchId }, `ended: ${ended}`);
    await submitNewJobs(db, queues, searchId);
  }

  async #wakeAll(): Promise<void> {
    for (const searchId of await activeSearchIds(this.#deps.db.prisma)) this.#rounds.wake(searchId);
  }

  async #round(): Promise<void> {
    this.#rounds.wake(EVERYTHING);
    try {
      await this.#keepHouse();
    } catch (error) {
      this.#log.warn({ err: error }, 'housekeeping failed; the next round tries again');
    }
  }

  async #keepHouse(): Promise<void> {
    const { db, queues } = this.#deps;
    const now = Date.now();
    if (now - this.#lastRound > ROUND_MS * 3) this.#judgeLeasesFrom = now + LEASE_SECONDS * 1000;
    this.#lastRound = now;
    if (now >= this.#judgeLeasesFrom) await this.#loseSilent();
    const restored = await restoreLostJobs(db, queues, RESTORE_AFTER_MS);
    if (restored > 0) this.#log.warn({ restored }, 'the queue had lost jobs; they are back');
    await removeCancelledJobs(db, queues);
    await forgetWorkers(db.prisma, new Date(now - WORKER_MEMORY_MS));
    await pruneEvents(db, new Date(now - EVENT_MEMORY_MS));
  }

  /** Attempts whose worker stopped renewing their lease, and those whose worker ended before it could say that it began. */
  async #loseSilent(): Promise<void> {
    const { db, queues } = this.#deps;
    for (const ref of await expiredAttempts(db.prisma)) await this.#lose(ref, `no sign of life from its worker for ${LEASE_SECONDS} s`);
    for (const ref of await takenAndForgotten(db, queues, RESTORE_AFTER_MS)) await this.#lose(ref, 'its worker ended before it began');
  }

  async #lose(ref: AttemptRef, message: string): Promise<void> {
    const lost = await loseAttempt(this.#deps.db, ref, message);
    if (lost) this.#log.warn({ ...ref }, `lost: ${message}`);
    this.#rounds.wake(ref.searchId);
  }
}
