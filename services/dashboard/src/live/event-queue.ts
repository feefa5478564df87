import type { LiveEvent } from '@stride/client';

/** Lines of a log that are kept while nobody draws: more is read from the API when somebody looks. */
const MOST_LINES = 500;

/**
 * Events between two drains, only the newest state of each search, candidate, training and worker kept: a burst costs one render,
 * and a tab that was in the background for an hour holds one entry per thing, not one per event.
 */
export class EventQueue {
  readonly #events = new Map<string, LiveEvent>();
  /** Keys of the log lines among them, the oldest first. */
  #lines: string[] = [];

  get size(): number {
    return this.#events.size;
  }

  push(event: LiveEvent): void {
    const key = keyOf(event);
    if (event.type === 'log.appended' && this.#events.has(key)) return;
    // A newer state comes after what happened before it.
    this.#events.delete(key);
    this.#events.set(key, event);
    if (event.type !== 'log.appended') return;
    this.#lines.push(key);
    if (this.#lines.length > MOST_LINES) this.#events.delete(this.#lines.shift() as string);
  }

  drain(): LiveEvent[] {
    const events = [...this.#events.values()];
    this.#events.clear();
    this.#lines = [];
    return events;
  }
}

/** Beyond this many, events that a newer one of the same thing has replaced are let go. */
const MANY = 1000;

/** Events that wait for a snapshot, with more behind them: as few as tell the same, however long it takes. */
export function bufferEvents(buffer: readonly LiveEvent[], events: readonly LiveEvent[]): readonly LiveEvent[] {
  const all = [...buffer, ...events];
  if (all.length <= MANY) return all;
  const queue = new EventQueue();
  for (const event of all) queue.push(event);
  return queue.drain();
}

function keyOf(event: LiveEvent): string {
  if (event.type === 'log.appended') return `${event.type} ${event.id}`;
  if (event.type === 'candidate.evaluated') return `${event.type} ${event.data.candidateId} ${event.data.point.step}`;
  if (event.type === 'training.evaluated') return `${event.type} ${event.data.trainingId} ${event.data.point.step}`;
  return `${event.type} ${event.data.id}`;
}
