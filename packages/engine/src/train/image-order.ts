import type { Rng } from '@stride/core';

/** `count` different numbers below `size`, in random order; all of them when `count` is null. */
export function chooseImages(size: number, count: number | null, rng: Rng): Uint32Array {
  return shuffled(size, rng).slice(0, count ?? size);
}

/** Endless image numbers: every pass over the data in a new random order, batches crossing from one pass to the next. */
export function* shuffledIndices(size: number, batchSize: number, rng: Rng): Generator<Uint32Array, never> {
  let order = shuffled(size, rng), next = 0;
  for (;;) {
    const batch = new Uint32Array(batchSize);
    for (let row = 0; row < batchSize; row++) {
      if (next === size) {
        order = shuffled(size, rng);
        next = 0;
      }
      batch[row] = order[next++] as number;
    }
    yield batch;
  }
}

/** Source: Fisher & Yates, in Durstenfeld's form. */
function shuffled(size: number, rng: Rng): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(rng.next() * (last + 1));
    const value = order[last] as number;
    order[last] = order[other] as number;
    order[other] = value;
  }
  return order;
}
