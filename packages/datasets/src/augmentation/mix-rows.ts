/**
 * Mixes two rows of `length` values, in place: each keeps its share of itself and takes the rest from the other as it was.
 */
export function mixRows(values: Float32Array, length: number, first: number, second: number, firstShare: number, secondShare: number): void {
  for (let a = first * length, b = second * length; a < (first + 1) * length; a++, b++) {
    const one = values[a] as number, other = values[b] as number;
    values[a] = firstShare * one + (1 - firstShare) * other;
    values[b] = secondShare * other + (1 - secondShare) * one;
  }
}
