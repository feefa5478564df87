/** What to do when the user or the system asks the command to end. */
export interface Shutdown {
  /** In order and complete. What it does at once comes before the message that everything is being stopped. */
  readonly stop: () => Promise<void>;
  /** At once, for a second request. */
  readonly kill: () => void;
}

/** npm passes on the signal that the terminal has sent already: both are one request. */
const ONE_REQUEST_MS = 1_000;
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends the process in order at the first signal and at once at the second. Resolves never: the process ends with
 * `exitCode`, or with the shell's customary code of the signal when none is given.
 */
export function onSignals({ stop, kill }: Shutdown, exitCode?: number): void {
  let askedAt: number | null = null;
  for (const [signal, customary] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (askedAt !== null) {
        if (performance.now() - askedAt < ONE_REQUEST_MS) return;
        kill();
        process.exit(customary);
      }
      askedAt = performance.now();
      const stopped = stop();
      process.stderr.write('\nStopping …\n');
      stopped.then(
        () => process.exit(exitCode ?? customary),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}
