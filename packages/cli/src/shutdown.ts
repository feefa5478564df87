/** What to do when the user or the system asks the command to end. */
export interface Shutdown {
  /** In order and complete. */
  readonly stop: () => Promise<void>;
  /** At once, for a second request. */
  readonly kill: () => void;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends the process in order at the first signal and at once at the second. Resolves never: the process ends with
 * `exitCode`, or with the shell's customary code of the signal when none is given.
 */
export function onSignals({ stop, kill }: Shutdown, exitCode?: number): void {
  let asked = false;
  for (const [signal, customary] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (asked) {
        kill();
        process.exit(customary);
      }
      asked = true;
      process.stderr.write('\nStopping …\n');
      stop().then(
        () => process.exit(exitCode ?? customary),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}
