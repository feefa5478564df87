const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10_000;

/**
 * Loads until it works or there is no more use in it. Events alone do not bring back a snapshot that could not be read while the
 * stream itself stood, so nobody else would ask again.
 */
export async function keepLoading(load: (signal: AbortSignal) => Promise<void>, signal: AbortSignal, onError: (error: unknown) => 'go on' | 'give up'): Promise<void> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      await load(signal);
      return;
    } catch (error) {
      if (signal.aborted || onError(error) === 'give up') return;
    }
    await pause(wait, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
