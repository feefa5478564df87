import type { Logger } from 'pino';
import type { Report, Verdict } from '@stride/contracts';
import { activeSearchIds, listenToEvents, searchIdsWithNewTrainings, searchIdsWithRoom, type EventListener } from '@stride/storage';
import type { ControllerDeps } from './deps.js';
import { Housekeeping } from './housekeeping.js';
import { acceptReport, LEASE_SECONDS } from './reports/accept-report.js';
import { Rounds } from './rounds.js';
import { stepSearch } from './search-loop/step.js';
import { submitNewJobs } from './search-loop/submit.js';

/** How often every search is looked at, whether or not an event said so. */
const ROUND_MS = 2_000;
/** Reports handled at once. */
const REPORTS_AT_ONCE = 4;
/** Not ids of searches: one key for each kind of look at all of them, so that a burst of events makes one look. */
const COMMANDS = 'commands';
const ALL = 'all';

/**
 * Keeps every search going: accepts reports as they come, and steps a search when a report, a user's command or the
 * clock gives it something to do. Holds nothing that is not in the database.
 */
export class Controller {
  readonly #deps: ControllerDeps;
  readonly #log: Logger;
  readonly #rounds: Rounds;
  readonly #housekeeping: Housekeeping;
  #consumer: { close(): Promise<void> } | null = null;
  #listener: EventListener | null = null;
  #clock: NodeJS.Timeout | null = null;

  constructor(deps: ControllerDeps) {
    this.#deps = deps;
    this.#log = deps.log;
    this.#housekeeping = new Housekeeping(deps, (searchId) => this.#rounds.wake(searchId));
    this.#rounds = new Rounds(
      (key) => this.#turn(key),
      (error, key) => this.#log.error({ err: error, searchId: key }, 'a step failed; the next round tries again'),
    );
  }

  async start(): Promise<void> {
    const { queues, db } = this.#deps;
    this.#consumer = queues.reports.accept((report, { queuedAt }) => this.#accept(report, queuedAt), { concurrency: REPORTS_AT_ONCE });
    this.#listener = listenToEvents(db.url, () => this.#rounds.wake(COMMANDS), {
      onError: (error) => this.#log.warn({ err: error }, 'not hearing of events for the moment'),
    });
    this.#clock = setInterval(() => this.#rounds.wake(ALL), ROUND_MS);
    this.#rounds.wake(ALL);
    this.#log.info('ready');
  }

  async stop(): Promise<void> {
    if (this.#clock) clearInterval(this.#clock);
    await this.#listener?.close();
    await this.#consumer?.close();
    await this.#rounds.idle();
  }

  async #turn(key: string): Promise<void> {
    const { db } = this.#deps;
    if (key !== COMMANDS && key !== ALL) return this.#advance(key);
    this.#wake(key === COMMANDS ? await searchIdsWithRoom(db.prisma) : await activeSearchIds(db.prisma));
    this.#wake(await searchIdsWithNewTrainings(db.prisma));
    if (key === COMMANDS) return;
    await this.#housekeeping.round();
  }

  #wake(searchIds: readonly string[]): void {
    for (const searchId of searchIds) this.#rounds.wake(searchId);
  }

  async #accept(report: Report, queuedAt: Date): Promise<Verdict> {
    // A heartbeat that waited while no controller ran says nothing about now, and many of them may stand in line.
    if (report.type === 'heartbeat' && Date.now() - queuedAt.getTime() > LEASE_SECONDS * 1000) return 'continue';
    const { verdict, wakes, note } = await acceptReport(this.#deps.db, report);
    if (report.type !== 'heartbeat') this.#log.info({ ...report.ref, report: report.type }, note);
    this.#wake(wakes);
    return verdict;
  }

  async #advance(searchId: string): Promise<void> {
    const { db, queues } = this.#deps;
    const { told, proposed, ended } = await stepSearch(db, searchId);
    if (told > 0 || proposed > 0) this.#log.info({ searchId, told, proposed }, 'stepped');
    if (ended !== null) this.#log.info({ searchId }, `ended: ${ended}`);
    await submitNewJobs(db, queues, searchId);
  }
}
