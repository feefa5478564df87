/**
 * Runs work by key, one at a time for each key: a wake during the work runs it once more afterwards, any number of
 * wakes count as one.
 */
export class Rounds {
  readonly #work: (key: string) => Promise<void>;
  readonly #onError: (error: unknown, key: string) => void;
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();

  constructor(work: (key: string) => Promise<void>, onError: (error: unknown, key: string) => void) {
    this.#work = work;
    this.#onError = onError;
  }

  wake(key: string): void {
    if (this.#running.has(key)) this.#again.add(key);
    else this.#running.set(key, this.#run(key));
  }

  /** Resolves when nothing is running. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async #run(key: string): Promise<void> {
    do {
      this.#again.delete(key);
      await this.#work(key).catch((error: unknown) => this.#onError(error, key));
    } while (this.#again.has(key));
    this.#running.delete(key);
  }
}
