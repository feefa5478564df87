import type { FollowOptions } from './events/follow.js';
import type { StreamMessage } from './events/live-event.js';
import { isTemporary } from './errors.js';
import { backOff, pause } from './pause.js';
import type { CallOptions, SearchDetail, SearchStatus, SearchSummary } from './types.js';

export interface WaitOptions extends CallOptions {
  /** Told of the search as it stands, at once and at every change. */
  readonly onUpdate?: (search: SearchSummary) => void;
}

interface Source {
  get(id: string, options?: CallOptions): Promise<SearchDetail>;
  events(id: string, options?: FollowOptions): AsyncGenerator<StreamMessage, void, undefined>;
}

const FINAL: readonly SearchStatus[] = ['completed', 'failed', 'cancelled'];

/** @throws StrideApiError SEARCH_UNKNOWN; the signal's reason when it is aborted first */
export async function waitForCompletion(source: Source, id: string, { signal, onUpdate }: WaitOptions): Promise<SearchDetail> {
  for await (const message of source.events(id, { signal })) {
    const search = message.type === 'stream.reset' ? await patiently(() => source.get(id, { signal }), signal) : message.type === 'search.updated' ? message.data : null;
    if (search === null) continue;
    onUpdate?.(search);
    if (FINAL.includes(search.status)) return patiently(() => source.get(id, { signal }), signal);
  }
  signal?.throwIfAborted();
  throw new Error('the events of a search have no end');
}

/** Until somebody answers: whoever waits for a search of hours has the time. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isTemporary(error)) throw error;
      await pause(backOff(failures, { first: 500, most: 8000 }), signal ?? new AbortController().signal);
    }
  }
}
