import { createRng, type DecisionSpace, type Rng } from '@stride/core';

export interface Found {
  readonly encoding: readonly number[];
  readonly value: number;
  /** Of how many descents it was the end. */
  readonly times: number;
}

/** Decisions that are changed at random before another ascent from the best. */
const KICKED = 6;

/**
 * Looks for the largest value of a noise-free function on a space: from random points, and from the best with some decisions
 * changed at random, it climbs as long as a change of one decision, and then of any two, leads higher.
 */
export function findBest(space: DecisionSpace, value: (encoding: readonly number[]) => number, restarts: number, seed: number): Found {
  const rng = createRng(seed);
  let best: Point | null = null;
  let times = 0;
  for (let restart = 0; restart < restarts; restart += 1) {
    const start: readonly number[] = best === null || restart % 2 === 0 ? space.encodingAt(rng.bigInteger(space.size)) : kicked(space, best.encoding, rng);
    const end = climb(space, value, start);
    if (best !== null && end.value <= best.value) times += Number(end.encoding.join() === best.encoding.join());
    else [best, times] = [end, 1];
  }
  if (best === null) throw new RangeError(`restarts ${restarts}: expected 1 or more`);
  return { ...best, times };
}

interface Point {
  readonly encoding: readonly number[];
  readonly value: number;
}

function climb(space: DecisionSpace, value: (encoding: readonly number[]) => number, start: readonly number[]): Point {
  let at: Point = { encoding: start, value: value(start) };
  for (;;) {
    const higher = bestOf(at, changes(space, at.encoding), value) ?? bestOf(at, pairs(space, at.encoding), value);
    if (higher === null) return at;
    at = higher;
  }
}

function bestOf(at: Point, encodings: Iterable<readonly number[]>, value: (encoding: readonly number[]) => number): Point | null {
  let best = at;
  for (const encoding of encodings) {
    const found = value(encoding);
    if (found > best.value) best = { encoding, value: found };
  }
  return best === at ? null : best;
}

function* changes({ decisions }: DecisionSpace, encoding: readonly number[], from = 0): Generator<readonly number[]> {
  for (let position = from; position < decisions.length; position += 1) {
    for (let index = 0; index < (decisions[position]?.choices.length ?? 0); index += 1) {
      if (index !== encoding[position]) yield encoding.with(position, index);
    }
  }
}

function* pairs(space: DecisionSpace, encoding: readonly number[]): Generator<readonly number[]> {
  for (const one of changes(space, encoding)) {
    const changed = one.findIndex((index, at) => index !== encoding[at]);
    yield* changes(space, one, changed + 1);
  }
}

function kicked({ decisions }: DecisionSpace, encoding: readonly number[], rng: Rng): readonly number[] {
  const copy = [...encoding];
  for (let count = 0; count < KICKED; count += 1) {
    const position = rng.integer(decisions.length);
    copy[position] = rng.integer(decisions[position]?.choices.length ?? 1);
  }
  return copy;
}
