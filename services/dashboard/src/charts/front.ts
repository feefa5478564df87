/** The Pareto front of two columns of figures. Pure. */

/** Which end of an axis is the better one. */
export type Goal = 'maximize' | 'minimize';

/**
 * The points that no other beats: none is at least as good on both axes and better on one. Equal points stay together, as in
 * core's paretoFront; two axes need only one sweep over the sorted points, which counts with ten thousand of them.
 * @param among places in the columns; those with a value that is not a number are left out
 * @returns places, by x from small to large
 */
export function frontOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  goals: { readonly x: Goal; readonly y: Goal },
  among: Iterable<number>,
): number[] {
  const cost = (values: ArrayLike<number>, goal: Goal, at: number) =>
    goal === 'minimize' ? (values[at] as number) : -(values[at] as number);
  const places = [...among].filter((at) => !Number.isNaN(x[at]) && !Number.isNaN(y[at]));
  places.sort((a, b) => cost(x, goals.x, a) - cost(x, goals.x, b) || cost(y, goals.y, a) - cost(y, goals.y, b));
  const front: number[] = [];
  let least = Infinity;
  for (const at of places) {
    const costY = cost(y, goals.y, at);
    const last = front.at(-1);
    const equal = last !== undefined && x[last] === x[at] && y[last] === y[at];
    if (costY < least || equal || front.length === 0) front.push(at);
    least = Math.min(least, costY);
  }
  return goals.x === 'minimize' ? front : front.reverse();
}
