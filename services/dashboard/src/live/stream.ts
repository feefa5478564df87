import type { Connection, FollowOptions, LiveEvent, StreamMessage } from '@stride/client';
import { EventQueue } from './event-queue.js';

export type { Connection };

export interface StreamHandlers {
  /** At most once per animation frame. */
  onEvents(events: readonly LiveEvent[]): void;
  onConnection(connection: Connection): void;
  /**
   * Events from here on arrive, but earlier ones may have been missed: load a snapshot now. Called when the stream first
   * opens (or turns out not to open), and after a break that cannot be bridged.
   */
  onGap(): void;
}

/** Animation frames stop in a hidden tab; its state is kept fresh at this pace instead. */
const HIDDEN_FLUSH_MS = 2000;

/** Follows live events until the returned function is called. */
export function openStream(follow: (options: FollowOptions) => AsyncIterable<StreamMessage>, handlers: StreamHandlers): () => void {
  const batcher = createBatcher(handlers.onEvents);
  const closed = new AbortController();
  let everSettled = false;
  const settle = () => {
    everSettled = true;
    handlers.onGap();
  };
  const onConnection = (connection: Connection) => {
    handlers.onConnection(connection);
    // The snapshot says why nobody answers.
    if (connection === 'reconnecting' && !everSettled) settle();
  };
  async function run(): Promise<void> {
    for await (const message of follow({ signal: closed.signal, onConnection })) {
      if (closed.signal.aborted) return;
      if (message.type === 'stream.reset') settle();
      else batcher.push(message);
    }
  }
  // There is nothing to follow at this address: the snapshot says so, too.
  run().catch(() => !closed.signal.aborted && settle());
  return () => {
    closed.abort();
    batcher.close();
  };
}

function createBatcher(deliver: (events: readonly LiveEvent[]) => void) {
  const queue = new EventQueue();
  let cancel: (() => void) | null = null;

  const flush = () => {
    cancel?.();
    cancel = null;
    if (queue.size > 0) deliver(queue.drain());
  };
  const schedule = () => {
    // Both are armed: whichever the browser grants first, a frame or (hidden) the timer.
    const frame = requestAnimationFrame(flush);
    const timer = setTimeout(flush, HIDDEN_FLUSH_MS);
    cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  };
  return {
    push(event: LiveEvent) {
      queue.push(event);
      if (cancel === null) schedule();
    },
    close() {
      cancel?.();
    },
  };
}
