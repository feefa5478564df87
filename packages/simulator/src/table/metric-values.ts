/** The values of one metric at one amount of training, a million of them in little memory. NaN stands for a failure. */
export class MetricValues {
  readonly #values: Float64Array;
  /** Where the repeats of each row begin, and at the end their number; null where every row has one value. */
  readonly #starts: Uint32Array | null;
  readonly #rows: number;

  constructor(rows: readonly (number | null | readonly (number | null)[])[]) {
    this.#rows = rows.length;
    const isRagged = rows.some((value) => typeof value === 'object' && value !== null);
    this.#starts = isRagged ? new Uint32Array(rows.length + 1) : null;
    const total = rows.reduce<number>((sum, value) => sum + (isList(value) ? value.length : 1), 0);
    this.#values = new Float64Array(total);
    let at = 0;
    rows.forEach((row, index) => {
      for (const value of isList(row) ? row : [row]) this.#values[at++] = value ?? Number.NaN;
      if (this.#starts !== null) this.#starts[index + 1] = at;
    });
  }

  get rows(): number {
    return this.#rows;
  }

  get hasRepeats(): boolean {
    return this.#starts !== null;
  }

  repeats(row: number): number {
    return this.#starts === null ? 1 : this.#end(row) - this.#start(row);
  }

  /** Infinity where all failed. */
  least(): number {
    return this.#values.reduce((least, value) => (value < least ? value : least), Infinity);
  }

  /** Over the repeats that did not fail; NaN when all did. */
  mean(row: number): number {
    if (this.#starts === null) return this.#values[row] as number;
    const sound = [...this.#values.subarray(this.#start(row), this.#end(row))].filter((value) => !Number.isNaN(value));
    return sound.reduce((sum, value) => sum + value, 0) / sound.length;
  }

  /** One of the repeats. @param draw from 0 to 1, which of them; the same draw takes the same repeat of every metric that has as many */
  one(row: number, draw: number): number {
    const count = this.repeats(row);
    return this.#values[this.#start(row) + Math.min(count - 1, Math.floor(draw * count))] as number;
  }

  #start(row: number): number {
    return this.#starts === null ? row : this.#starts[row] as number;
  }

  #end(row: number): number {
    return this.#starts === null ? row + 1 : this.#starts[row + 1] as number;
  }
}

function isList(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value);
}
