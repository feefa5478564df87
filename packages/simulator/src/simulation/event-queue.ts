interface Entry<E> {
  readonly time: number;
  /** Of equal times the earlier added comes first. */
  readonly order: number;
  readonly event: E;
}

/** Events by virtual time: a binary heap. */
export class EventQueue<E> {
  readonly #heap: Entry<E>[] = [];
  #added = 0;

  add(time: number, event: E): void {
    this.#heap.push({ time, order: this.#added, event });
    this.#added += 1;
    for (let at = this.#heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The next event; null when there is none. */
  next(): { readonly time: number; readonly event: E } | null {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return null;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.#heap.length && this.#isBefore(child, least)) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a] as Entry<E>, this.#heap[b] as Entry<E>];
    return one.time < other.time || (one.time === other.time && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b] as Entry<E>, this.#heap[a] as Entry<E>];
  }
}
