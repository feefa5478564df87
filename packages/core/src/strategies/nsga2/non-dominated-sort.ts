/** What a member of a population is worth to NSGA-II. */
export interface Standing {
  /** The front it is in; 0 is that of the members which no other dominates. */
  readonly rank: number;
  /** How much room its neighbors within the front leave it, as a share of the front's extent summed over the goals; infinite at the ends. */
  readonly crowding: number;
}

/** Whether `a` is at least as good in every goal and better in one; the higher the better. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, goal) => value >= (b[goal] as number)) && a.some((value, goal) => value > (b[goal] as number));
}

/**
 * The places of the points by front, best front first, in order within each. All points have as many goals, and finite ones.
 * Source: fast non-dominated sort, Deb et al. 2002, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, III.A.
 */
export function nonDominatedSort(points: readonly (readonly number[])[]): number[][] {
  const dominated = points.map((point) => [...points.keys()].filter((other) => dominates(point, points[other] as readonly number[])));
  const dominators = points.map(() => 0);
  for (const places of dominated) for (const place of places) dominators[place] = (dominators[place] as number) + 1;
  const fronts: number[][] = [];
  let front = [...points.keys()].filter((place) => dominators[place] === 0);
  while (front.length > 0) {
    fronts.push(front);
    const next: number[] = [];
    for (const place of front) {
      for (const other of dominated[place] as number[]) {
        dominators[other] = (dominators[other] as number) - 1;
        if (dominators[other] === 0) next.push(other);
      }
    }
    front = next.toSorted((a, b) => a - b);
  }
  return fronts;
}

/**
 * The crowding distance of each point of a front. Source: as above, III.B. Points at an end of a goal that are equal in it
 * are all but one no ends, as there: copies crowd one another out.
 */
export function crowdingDistances(front: readonly (readonly number[])[]): number[] {
  const distances = front.map(() => 0);
  const goals = front[0]?.length ?? 0;
  for (let goal = 0; goal < goals; goal += 1) {
    const value = (place: number): number => (front[place] as readonly number[])[goal] as number;
    const order = [...front.keys()].toSorted((a, b) => value(a) - value(b));
    const [first, last] = [order[0] as number, order.at(-1) as number];
    const extent = value(last) - value(first);
    if (extent > 0) {
      for (let at = 1; at < order.length - 1; at += 1) {
        const place = order[at] as number;
        distances[place] = (distances[place] as number) + (value(order[at + 1] as number) - value(order[at - 1] as number)) / extent;
      }
    }
    distances[first] = Infinity;
    distances[last] = Infinity;
  }
  return distances;
}

export function standings(points: readonly (readonly number[])[]): Standing[] {
  const result: Standing[] = [];
  for (const [rank, front] of nonDominatedSort(points).entries()) {
    const crowding = crowdingDistances(front.map((place) => points[place] as readonly number[]));
    for (const [at, place] of front.entries()) result[place] = { rank, crowding: crowding[at] as number };
  }
  return result;
}

/** Whether a member comes before another: in a better front, or in the same with more room. */
export function isBetter(a: Standing, b: Standing): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.crowding > b.crowding);
}
