import { isTemporary, StrideApiError } from '../errors.js';
import { backOff, pause } from '../pause.js';
import type { Fetch } from '../transport.js';
import { isLiveEventType, type StreamMessage } from './live-event.js';
import { readMessages } from './read-messages.js';

export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface FollowOptions {
  /** Resumes after this event instead of beginning with a reset. */
  readonly lastEventId?: string | undefined;
  /** Ends the iteration without an error. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every change. */
  readonly onConnection?: ((connection: Connection) => void) | undefined;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
/** The API says something every 15 s, if only that it lives. */
const SILENCE_MS = 45_000;

/**
 * Server-sent events at `url` for as long as one iterates: after a lost connection it comes back by itself and resumes where it was. Begins with
 * `stream.reset`, and says it again whenever events may have been missed. Reads no further ahead than it is asked to.
 * @throws StrideApiError when there is nothing to follow, e.g. SEARCH_UNKNOWN; never because of a lost connection
 */
export async function* followEvents(fetch: Fetch, url: string, options: FollowOptions = {}): AsyncGenerator<StreamMessage, void, undefined> {
  const closed = new AbortController();
  const signal = options.signal === undefined ? closed.signal : AbortSignal.any([options.signal, closed.signal]);
  let { lastEventId } = options;
  let failures = 0;
  options.onConnection?.('connecting');
  try {
    while (!signal.aborted) {
      try {
        const response = await fetch(new Request(url, { headers: headersOf(lastEventId), signal }));
        options.onConnection?.('live');
        if (lastEventId === undefined) yield { type: 'stream.reset' };
        for await (const { id, event, data } of readMessages(response, SILENCE_MS)) {
          failures = 0;
          lastEventId = id ?? lastEventId;
          if (event === 'stream.reset') yield { type: event };
          else if (isLiveEventType(event) && id !== undefined) yield { id, type: event, data: JSON.parse(data) } as StreamMessage;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof StrideApiError && !isTemporary(error)) throw error;
      }
      options.onConnection?.('reconnecting');
      await pause(backOff(failures, { first: FIRST_WAIT_MS, most: LONGEST_WAIT_MS }), signal).catch(() => {});
      failures += 1;
    }
  } finally {
    closed.abort();
  }
}

function headersOf(lastEventId: string | undefined): Record<string, string> {
  return { accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
}
