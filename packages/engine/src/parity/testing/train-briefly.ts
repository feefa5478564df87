import type { Architecture } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../backends/backend.js';
import { inferencePass } from '../../build/forward-pass.js';
import { openSession } from '../../train/session.js';
import { TASK } from './networks.js';

const STEPS = 5;

/** What one backend made of a network: every number by name. */
export type Outcome = Readonly<Record<string, Float32Array>>;

/** Trains on one backend for five steps and then uses the network with its running statistics. */
export async function trainBriefly(backend: Backend, architecture: Architecture): Promise<Outcome> {
  const { input, classes } = architecture;
  const dataset = syntheticDataset({ shape: input, classes, train: STEPS * TASK.batchSize, validation: 8, test: 1 });
  const session = openSession(backend, dataset, architecture, TASK);
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const batch = session.nextBatch();
    losses.push(await session.step.run(batch, TASK.learningRate));
    tf.dispose([batch.images, batch.targets]);
  }
  const outcome: Record<string, Float32Array> = { losses: Float32Array.from(losses) };
  for (const [index, { kind, variable }] of session.network.parameters.entries()) {
    outcome[`${kind} ${index} [${variable.shape.join(', ')}]`] = await read(variable);
  }
  const { images, targets } = session.validation.make([0, 1, 2, 3, 4, 5, 6, 7]);
  const logits = tf.tidy(() => session.network.forward(images, inferencePass(session.network.statistics)));
  outcome['logits of inference'] = await read(logits);
  tf.dispose([images, targets, logits]);
  session.dispose();
  return outcome;
}

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}
