/** Which candidates are set side by side, as it stands in the address: `with=3,7`. Pure. */

export const LEAST_COMPARED = 2;
export const MOST_COMPARED = 4;

export interface Compared {
  /** Numbers of candidates, in the order in which they were chosen; 0 is the reference. */
  readonly numbers: readonly number[];
  readonly isFull: boolean;
}

export function readCompared(params: URLSearchParams): Compared {
  const given = (params.get('with') ?? '').split(',').filter((text) => /^\d{1,7}$/.test(text)).map(Number);
  const numbers = [...new Set(given)].slice(0, MOST_COMPARED);
  return { numbers, isFull: numbers.length === MOST_COMPARED };
}

/** What the address says once a candidate is put in or taken out; null: nothing any more. */
export function toggled(numbers: readonly number[], number: number, isCompared: boolean): string | null {
  const others = numbers.filter((other) => other !== number);
  const next = isCompared ? [...others, number].slice(0, MOST_COMPARED) : others;
  return next.length === 0 ? null : next.join();
}
