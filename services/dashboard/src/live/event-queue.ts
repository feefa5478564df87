import type { LiveEvent, LiveEventData, LiveEventType } from '@stride/contracts';

/** What the page needs of a live event: its type and payload. */
type PageEventType = Exclude<LiveEventType, 'log.appended'>;
export type PageEvent = { [T in PageEventType]: { readonly type: T; readonly data: LiveEventData<T> } }[PageEventType];

export const PAGE_EVENTS = [
  'search.updated',
  'candidate.updated',
  'candidate.evaluated',
  'training.updated',
  'training.evaluated',
  'worker.updated',
] as const satisfies readonly LiveEvent['type'][];

/**
 * Events between two drains, only the newest state of each search, candidate, training and worker kept: a burst costs one render,
 * and a tab that was in the background for an hour holds one entry per thing, not one per event.
 */
export class EventQueue {
  readonly #events = new Map<string, PageEvent>();

  get size(): number {
    return this.#events.size;
  }

  push(event: PageEvent): void {
    this.#events.set(keyOf(event), event);
  }

  drain(): PageEvent[] {
    const events = [...this.#events.values()];
    this.#events.clear();
    return events;
  }
}

function keyOf(event: PageEvent): string {
  if (event.type === 'candidate.evaluated') return `${event.type} ${event.data.candidateId} ${event.data.point.step}`;
  if (event.type === 'training.evaluated') return `${event.type} ${event.data.trainingId} ${event.data.point.step}`;
  return `${event.type} ${event.data.id}`;
}
