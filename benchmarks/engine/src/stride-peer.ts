/** The engine's side of the benchmark: a process that answers the requests of protocol.ts. */
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { createRng, type Architecture, type Dataset, type Split } from '@stride/core';
import { inferencePass, openBackend, openSession, type Backend } from '@stride/engine';
import * as tf from '@tensorflow/tfjs-core';
import { KernelClock } from './kernel-clock.js';
import type { Commands } from './protocol.js';

type Handlers = { [C in keyof Commands]: (request: Commands[C]['request']) => Promise<Commands[C]['reply']> };

async function handlers(backend: Backend): Promise<Handlers> {
  let session: ReturnType<typeof openSession>;
  let batch: ReturnType<typeof session.nextBatch>;
  // Learning rate 0: the same work as any step, but the weights stay, so that nothing can diverge.
  const train = () => session.step.run(batch, 0);
  const infer = async () => {
    const sum = tf.tidy(() => tf.sum(session.network.forward(batch.images, inferencePass(session.network.statistics))));
    await sum.data();
    sum.dispose();
  };
  return {
    build: async ({ architecture, batchSize, task }) => {
      session = openSession(backend, randomDataset(architecture, batchSize), architecture, { ...task, batchSize });
      batch = session.nextBatch();
      return { parameters: session.network.parameters.reduce((sum, { variable }) => sum + variable.size, 0) };
    },
    step: async ({ steps }) => ({ durations: await durations(train, steps) }),
    infer: async ({ steps }) => ({ durations: await durations(infer, steps) }),
    matmul: async ({ size, milliseconds }) => ({ rates: [await productRate(size, milliseconds)] }),
    memory: async () => ({ deviceBytes: backend.memory().peakBytes, residentBytes: process.resourceUsage().maxRSS * 1024 }),
    profile: async ({ steps }) => {
      const clock = new KernelClock(backend.name);
      try {
        const times = await durations(train, steps);
        return { kernels: clock.times(steps), stepMs: times.reduce((sum, ms) => sum + ms, 0) / steps };
      } finally {
        clock.stop();
      }
    },
    stepFor: async ({ milliseconds }) => {
      const started = performance.now();
      let steps = 0, elapsed = 0;
      for (; elapsed < milliseconds; elapsed = performance.now() - started, steps++) await train();
      return { steps, milliseconds: elapsed };
    },
  };
}

async function durations(run: () => Promise<unknown>, count: number): Promise<number[]> {
  const result: number[] = [];
  for (let index = 0; index < count; index++) {
    const started = performance.now();
    await run();
    result.push(performance.now() - started);
  }
  return result;
}

async function productRate(size: number, milliseconds: number) {
  const a = tf.randomNormal([size, size]), b = tf.randomNormal([size, size]);
  const multiply = async () => {
    const product = tf.matMul(a, b);
    await product.data();
    product.dispose();
  };
  let fastest = Infinity;
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    fastest = Math.min(fastest, ...await durations(multiply, 1));
  }
  tf.dispose([a, b]);
  return { name: 'tf.matMul', gflops: (2 * size ** 3) / fastest / 1e6 };
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

const backend = await openBackend();
const handle = await handlers(backend);
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...request } = JSON.parse(line) as { command: keyof Commands };
  const answer = handle[command] as (request: object) => Promise<unknown>;
  process.stdout.write(`${JSON.stringify(await answer(request))}\n`);
}
backend.dispose();
