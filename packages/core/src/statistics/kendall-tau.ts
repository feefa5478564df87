/**
 * Kendall's tau-b: how far two measurements of the same things rank them alike, 1 for the same order and -1 for the
 * opposite one. (C - D) / sqrt((C + D + Ta) (C + D + Tb)) over all pairs: concordant, discordant, and tied in one of the two
 * alone. Source: Kendall 1945, The treatment of ties in ranking problems; counted by sorting, as in Knight 1966, A computer
 * method for calculating Kendall's tau with ungrouped data.
 * @returns null where there is nothing to say: fewer than two things, or all of them equal in one of the measurements
 */
export function kendallTau(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`${a.length} values cannot be compared with ${b.length}`);
  const points = a.map((value, index): Point => [value, b[index] as number]).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const pairs = pairsAmong(points.length);
  const sameInA = tiedPairs(points, (one, other) => one[0] === other[0]);
  const sameInBoth = tiedPairs(points, (one, other) => one[0] === other[0] && one[1] === other[1]);
  const { sorted, swaps } = sortedBySwaps(points.map((point) => point[1]));
  const sameInB = tiedPairs(sorted, (one, other) => one === other);
  const scale = Math.sqrt((pairs - sameInA) * (pairs - sameInB));
  return scale === 0 ? null : (pairs - sameInA - sameInB + sameInBoth - 2 * swaps) / scale;
}

type Point = readonly [a: number, b: number];

function pairsAmong(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Of items in an order in which equal ones are neighbors. */
function tiedPairs<T>(items: readonly T[], isSame: (one: T, other: T) => boolean): number {
  let pairs = 0, first = 0;
  for (let index = 1; index <= items.length; index++) {
    if (index < items.length && isSame(items[first] as T, items[index] as T)) continue;
    pairs += pairsAmong(index - first);
    first = index;
  }
  return pairs;
}

/** By merging; as many swaps as there are pairs of which the larger comes first, which are the discordant ones. */
function sortedBySwaps(values: readonly number[]): { readonly sorted: readonly number[]; readonly swaps: number } {
  if (values.length < 2) return { sorted: values, swaps: 0 };
  const middle = values.length >> 1;
  const left = sortedBySwaps(values.slice(0, middle)), right = sortedBySwaps(values.slice(middle));
  let swaps = left.swaps + right.swaps;
  const sorted: number[] = [];
  for (let l = 0, r = 0; l < left.sorted.length || r < right.sorted.length;) {
    const isRightNext = l === left.sorted.length || (r < right.sorted.length && (right.sorted[r] as number) < (left.sorted[l] as number));
    if (isRightNext) swaps += left.sorted.length - l;
    sorted.push((isRightNext ? right.sorted[r++] : left.sorted[l++]) as number);
  }
  return { sorted, swaps };
}
