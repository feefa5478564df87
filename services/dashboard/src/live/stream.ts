import { EventQueue, PAGE_EVENTS, type PageEvent } from './event-queue.js';

export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface StreamHandlers {
  /** At most once per animation frame. */
  onEvents(events: readonly PageEvent[]): void;
  onConnection(connection: Connection): void;
  /**
   * Events from here on arrive, but earlier ones may have been missed: load a snapshot now. Called when the stream first
   * opens (or turns out not to open), and after a break that Last-Event-ID cannot bridge.
   */
  onGap(): void;
}

const RETRY_MS = [1000, 2000, 4000, 8000] as const;
/** Animation frames stop in a hidden tab; its state is kept fresh at this pace instead. */
const HIDDEN_FLUSH_MS = 2000;

/** Follows server-sent events at `url` until the returned function is called. */
export function openStream(url: string, handlers: StreamHandlers): () => void {
  const batcher = createBatcher(handlers.onEvents);
  let source: EventSource | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let everSettled = false;

  function connect(): void {
    let resumable = false;
    let opened = false;
    const current = new EventSource(url);
    source = current;
    current.onopen = () => {
      failures = 0;
      handlers.onConnection('live');
      // The browser resumes by Last-Event-ID by itself, but only once it has seen an id.
      if (!opened || !resumable) handlers.onGap();
      opened = true;
      everSettled = true;
    };
    current.onerror = () => {
      handlers.onConnection('reconnecting');
      if (!everSettled) handlers.onGap();
      everSettled = true;
      if (current.readyState === EventSource.CLOSED) retry();
    };
    for (const type of PAGE_EVENTS) {
      current.addEventListener(type, (message: MessageEvent<string>) => {
        resumable ||= message.lastEventId !== '';
        batcher.push({ type, data: JSON.parse(message.data) } as PageEvent);
      });
    }
  }

  /** The browser gives up for good on an answer that is not an event stream, such as a 503 of a restarting server. */
  function retry(): void {
    const delay = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 8000;
    failures += 1;
    retryTimer = setTimeout(connect, delay);
  }

  connect();
  return () => {
    clearTimeout(retryTimer);
    source?.close();
    batcher.close();
  };
}

function createBatcher(deliver: (events: readonly PageEvent[]) => void) {
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
    push(event: PageEvent) {
      queue.push(event);
      if (cancel === null) schedule();
    },
    close() {
      cancel?.();
    },
  };
}
