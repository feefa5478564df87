/** Collects what handlers get, and lets a test wait for it without a clock. */
export class Inbox<T> {
  readonly items: T[] = [];
  #wake: (() => void)[] = [];

  add(item: T): void {
    this.items.push(item);
    for (const wake of this.#wake.splice(0)) wake();
  }

  async until(condition: (items: readonly T[]) => boolean): Promise<void> {
    while (!condition(this.items)) await new Promise<void>((resolve) => { this.#wake.push(resolve); });
  }

  /** The first `count` items, once there are so many. */
  async take(count: number): Promise<T[]> {
    await this.until((items) => items.length >= count);
    return this.items.slice(0, count);
  }
}

/** A promise and what resolves it. */
export function promise(): { readonly done: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const done = new Promise<void>((settle) => { resolve = settle; });
  return { done, resolve };
}
