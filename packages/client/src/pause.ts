/** Waits; rejects with the signal's reason when it is aborted first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, ms);
    signal.addEventListener('abort', abort);
  });
}

/** Twice as long after each failure, and a random part less, so that many clients do not come back at once. */
export function backOff(failures: number, { first, most }: { readonly first: number; readonly most: number }): number {
  return Math.min(most, first * 2 ** failures) * (0.5 + Math.random() / 2);
}
