import { createRng, type Rng } from '@stride/core';

/** Independent random numbers for every purpose, so that one more draw here changes nothing there. */
export interface RandomStreams {
  readonly weights: Rng;
  readonly subset: Rng;
  readonly order: Rng;
  readonly dropping: Rng;
  readonly augmentation: Rng;
}

export function randomStreams(seed: number): RandomStreams {
  const root = createRng(seed);
  const fork = () => createRng(root.integer(2 ** 32));
  return { subset: fork(), weights: fork(), order: fork(), dropping: fork(), augmentation: fork() };
}
