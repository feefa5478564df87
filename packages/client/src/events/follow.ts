import { isTemporary, StrideApiError } from '../errors.js';
import { backOff, pause } from '../pause.js';
import type { Fetch } from '../transport.js';
import { within } from '../within.js';
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
export function followEvents(fetch: Fetch, url: string, options: FollowOptions = {}): AsyncGenerator<StreamMessage, void, undefined> {
  const closed = new AbortController();
  const signal = options.signal === undefined ? closed.signal : AbortSignal.any([options.signal, closed.signal]);
  const messages = follow(fetch, url, options, signal);
  const end = messages.return.bind(messages);
  // A generator that waits for the next message hears of its end only after it: what it waits for has to end first.
  messages.return = (value) => {
    closed.abort();
    return end(value);
  };
  return messages;
}

async function* follow(fetch: Fetch, url: string, options: FollowOptions, signal: AbortSignal): AsyncGenerator<StreamMessage, void, undefined> {
  let { lastEventId } = options;
  let failures = 0;
  options.onConnection?.('connecting');
  while (!signal.aborted) {
    const connection = new AbortController();
    const ends = AbortSignal.any([signal, connection.signal]);
    const response = await within(SILENCE_MS, open(fetch, url, lastEventId, ends)).catch((error: unknown) => givenUp(error, signal));
    if (signal.aborted) break;
    if (response !== null) {
      options.onConnection?.('live');
      if (lastEventId === undefined) yield { type: 'stream.reset' };
      for await (const message of readMessages(response, SILENCE_MS)) {
        failures = 0;
        lastEventId = message.id ?? lastEventId;
        const understood = messageOf(message);
        if (understood !== null) yield understood;
      }
    }
    connection.abort();
    if (signal.aborted) break;
    options.onConnection?.('reconnecting');
    await pause(backOff(failures, { first: FIRST_WAIT_MS, most: LONGEST_WAIT_MS }), signal).catch(() => {});
    failures += 1;
  }
}

async function open(fetch: Fetch, url: string, lastEventId: string | undefined, signal: AbortSignal): Promise<Response> {
  const headers = { accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
  const response = await fetch(new Request(url, { headers, signal }));
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
  throw new StrideApiError('UNEXPECTED', response.status, `${url} answered with something else than events. Is there something else than Stride at this address?`);
}

/** Null: another try may come through. @throws StrideApiError what no other try will change */
function givenUp(error: unknown, signal: AbortSignal): null {
  if (!signal.aborted && error instanceof StrideApiError && !isTemporary(error)) throw error;
  return null;
}

/** Null for what this client does not know. What cannot be read may have been anything: the follower has to look for itself. */
function messageOf({ id, event, data }: { readonly id?: string | undefined; readonly event?: string | undefined; readonly data: string }): StreamMessage | null {
  if (event === 'stream.reset') return { type: event };
  if (!isLiveEventType(event) || id === undefined) return null;
  try {
    return { id, type: event, data: JSON.parse(data) } as StreamMessage;
  } catch {
    return { type: 'stream.reset' };
  }
}
