/**
 * How much of the space of goals a set of points covers: the volume of all that some point is at least as good as in every
 * goal, down to `reference`. Every goal is the higher the better. Exact; a point that is not better than `reference` in every
 * goal covers nothing.
 *
 * Two goals by one sweep, three by a sweep over the third that keeps the front of the other two, which takes time in the
 * square of the front's size. Source: Fonseca, Paquete & López-Ibáñez 2006, An improved dimension-sweep algorithm for the
 * hypervolume indicator.
 * @throws RangeError for another number of goals than two or three, or points of another length
 */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  if (reference.length !== 2 && reference.length !== 3) throw new RangeError(`hypervolume knows 2 or 3 goals, not ${reference.length}`);
  const wrong = points.find((point) => point.length !== reference.length);
  if (wrong) throw new RangeError(`a point has ${wrong.length} goals and the reference ${reference.length}`);
  const gains = points
    .map((point) => point.map((value, goal) => value - (reference[goal] as number)))
    .filter((gain) => gain.every((value) => value > 0));
  return reference.length === 2 ? coveredArea(gains as [number, number][]) : coveredVolume(gains as [number, number, number][]);
}

type Pair = readonly [number, number];

/** From the widest to the narrowest, each adds what it is higher than those before. */
function coveredArea(pairs: readonly Pair[]): number {
  let area = 0, height = 0;
  for (const [x, y] of pairs.toSorted((a, b) => b[0] - a[0])) {
    if (y <= height) continue;
    area += x * (y - height);
    height = y;
  }
  return area;
}

/** Slices from the best third goal downwards: each is as thick as it is to the next, and as large as the front so far. */
function coveredVolume(gains: readonly (readonly [number, number, number])[]): number {
  const sorted = gains.toSorted((a, b) => b[2] - a[2]);
  const staircase = new Staircase();
  let volume = 0;
  sorted.forEach(([x, y, z], index) => {
    staircase.add([x, y]);
    volume += staircase.area * (z - (sorted[index + 1]?.[2] ?? 0));
  });
  return volume;
}

/** The front of two goals, widest first and so lowest first, and the area under it. */
class Staircase {
  #steps: Pair[] = [];
  area = 0;

  add(pair: Pair): void {
    if (this.#steps.some(([x, y]) => x >= pair[0] && y >= pair[1])) return;
    const stays = this.#steps.filter(([x, y]) => x > pair[0] || y > pair[1]);
    const place = stays.findIndex(([x]) => x < pair[0]);
    this.#steps = stays.toSpliced(place < 0 ? stays.length : place, 0, pair);
    this.area = coveredArea(this.#steps);
  }
}
