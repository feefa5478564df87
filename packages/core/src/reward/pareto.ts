/** A quantity to be as large, or as small, as possible. */
export interface ParetoObjective<T> {
  readonly value: (item: T) => number;
  readonly goal: 'maximize' | 'minimize';
}

/**
 * The items that no other item beats: none is at least as good in every objective and better in one. Items that are
 * equal in every objective stay together. An item with a value that is not a number is left out. Order is kept.
 */
export function paretoFront<T>(items: readonly T[], objectives: readonly ParetoObjective<T>[]): T[] {
  const points = items.map((item) => (
    objectives.map(({ value, goal }) => (goal === 'maximize' ? -value(item) : value(item)))));
  // From small to large: nothing can be beaten by a point after it, so only the front so far needs a look.
  const order = [...points.keys()].filter((index) => !points[index]?.some(Number.isNaN));
  order.sort((a, b) => compare(points[a] ?? [], points[b] ?? []));
  const front: number[] = [];
  for (const index of order) {
    if (!front.some((other) => dominates(points[other] ?? [], points[index] ?? []))) front.push(index);
  }
  return front.sort((a, b) => a - b).map((index) => items[index] as T);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value <= (b[index] ?? 0)) && a.some((value, index) => value < (b[index] ?? 0));
}
