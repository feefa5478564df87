import { listenToEvents } from '@stride/storage';

/** Tells streams when to look at the event log. One connection listens, however many streams there are. */
export interface LiveFeed {
  /** Counts announcements. Read it before reading the log, so that nothing announced meanwhile is slept through. */
  readonly announced: number;
  /** Resolves to true once `announced` differs from `seen`, and to false after `ms` or when the signal aborts. */
  wait(seen: number, ms: number, signal: AbortSignal): Promise<boolean>;
  /** Registers a stream, to be aborted when the feed closes; `release` it at its end. */
  openStream(): { readonly signal: AbortSignal; release(): void };
  close(): Promise<void>;
}

export function startLiveFeed(databaseUrl: string, onError: (error: Error) => void): LiveFeed {
  let announced = 0;
  const sleepers = new Set<() => void>();
  const streams = new Set<AbortController>();
  const listener = listenToEvents(databaseUrl, () => {
    announced += 1;
    for (const wake of sleepers) wake();
  }, { onError });

  return {
    get announced() {
      return announced;
    },
    wait: async (seen, ms, signal) => {
      if (announced === seen && !signal.aborted) await sleep(sleepers, ms, signal);
      return announced !== seen;
    },
    openStream: () => {
      const controller = new AbortController();
      streams.add(controller);
      return {
        signal: controller.signal,
        release: () => {
          streams.delete(controller);
          controller.abort();
        },
      };
    },
    close: async () => {
      for (const controller of streams) controller.abort();
      await listener.close();
    },
  };
}

function sleep(sleepers: Set<() => void>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      sleepers.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    sleepers.add(wake);
    signal.addEventListener('abort', wake);
  });
}
