/** Times training steps of several networks in turns, so that whatever else the machine does hits all of them alike. */
import { performance } from 'node:perf_hooks';
import { createRng, fullTrainingTask, NOT_PROGRESSIVE, type Architecture, type Dataset, type Split } from '@stride/core';
import { openSession, quantile, type Backend } from '@stride/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Plan } from './plan.js';

/** Of each network, its median step of every round in milliseconds, see `clockOf`. */
export type Rounds = readonly (readonly number[])[];

export async function takeTurns(backend: Backend, networks: readonly Architecture[], batchSize: number, { rounds, stepsATurn }: Plan): Promise<Rounds> {
  const clock = CLOCKS[clockOf(backend)];
  const runners = networks.map((network) => openRunner(backend, network, batchSize, clock));
  const results: number[][] = networks.map(() => []);
  try {
    for (const runner of runners) await runner.steps(2);
    for (let round = 0; round < rounds; round++) {
      for (const [index, runner] of runners.entries()) {
        // The first step of a turn finds the caches full of another's data.
        const durations = await runner.steps(1 + stepsATurn);
        results[index]?.push(quantile(durations.slice(1), 0.5));
      }
    }
    return results;
  } finally {
    for (const runner of runners) runner.close();
  }
}

/**
 * A backend that computes in one thread of this process is timed by the processor time that the process gets, which leaves out
 * what others on the machine take; any other by the wall.
 */
export type Clock = 'processor' | 'wall';

export function clockOf({ exclusive, device }: Backend): Clock {
  return exclusive || device.threads > 1 ? 'wall' : 'processor';
}

/** In milliseconds. */
const CLOCKS: Readonly<Record<Clock, () => number>> = {
  wall: () => performance.now(),
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

function openRunner(backend: Backend, architecture: Architecture, batchSize: number, clock: () => number) {
  const task = fullTrainingTask({ batchSize, optimizer: 'rmsprop', emaDecay: 0, progressive: NOT_PROGRESSIVE, seed: 1 });
  const session = openSession(backend, randomDataset(architecture, batchSize), architecture, task);
  const batch = session.timingBatch();
  return {
    steps: async (count: number) => {
      const durations: number[] = [];
      for (let step = 0; step < count; step++) {
        const started = clock();
        // Learning rate 0: the same work as any step, but the weights stay, so that nothing can diverge.
        await session.step.run(batch, 0);
        durations.push(clock() - started);
      }
      return durations;
    },
    close: () => {
      tf.dispose([batch.images, batch.targets]);
      session.dispose();
    },
  };
}

/** As many images as one batch takes. */
function randomDataset({ input, classes }: Architecture, size: number): Dataset {
  const rng = createRng(1);
  const pixels = input.height * input.width * input.channels;
  const split: Split = {
    size,
    images: Uint8Array.from({ length: size * pixels }, () => rng.integer(256)),
    labels: Uint8Array.from({ length: size }, () => rng.integer(Math.min(classes, 256))),
  };
  return { name: 'random', shape: input, classes, train: split, validation: split, test: split };
}
