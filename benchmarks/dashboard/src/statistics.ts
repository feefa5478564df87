/** Of times in ms. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
  readonly n: number;
}

/** By nearest rank. @param values one at least */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number);
  return { p50: at(0.5), p95: at(0.95), most: at(1), n: sorted.length };
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
