import type { LiveEvent } from '@stride/contracts';
import { readEvents, type Database } from '@stride/storage';
import type { LiveFeed } from './live-feed.js';

/** After this long without an event a comment is sent, so that proxies and clients see that the stream lives. */
const HEARTBEAT_MS = 15_000;

/** A browser that lost the stream waits this long before it asks again. */
const RETRY_MS = 2_000;

const BATCH = 200;

export interface StreamOptions {
  /** Only events after this one. */
  readonly afterId: string;
  /** Only those of one search. */
  readonly searchId?: string;
  readonly signal: AbortSignal;
  readonly heartbeatMs?: number;
  /** Whether events before these may be missing: then the stream says so first. */
  readonly isReset?: boolean;
}

/**
 * The text of an endless stream of server-sent events, each once and in order: they are read from the log, and an
 * announcement only says when. The reader sets the pace; nothing is read ahead of it.
 */
export async function* eventStream(db: Database, feed: LiveFeed, options: StreamOptions): AsyncGenerator<string> {
  const { searchId, signal, heartbeatMs = HEARTBEAT_MS, isReset = false } = options;
  let afterId = options.afterId;
  // The id alone dispatches nothing, but makes a reconnection before the first event resume from here.
  yield `retry: ${RETRY_MS}\nid: ${afterId}\n\n`;
  // With no id of its own: that of the line before stays the one to resume from.
  if (isReset) yield 'event: stream.reset\ndata: {}\n\n';
  while (!signal.aborted) {
    const seen = feed.announced;
    const events = await readEvents(db.prisma, { afterId, limit: BATCH, ...(searchId === undefined ? {} : { searchId }) });
    const last = events.at(-1);
    if (last) {
      afterId = last.id;
      yield events.map(formatEvent).join('');
    }
    if (events.length === BATCH) continue;
    const more = await feed.wait(seen, heartbeatMs, signal);
    if (!more && !signal.aborted) yield ': alive\n\n';
  }
}

/** JSON has no line breaks, so the data is always one line. */
function formatEvent(event: LiveEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
