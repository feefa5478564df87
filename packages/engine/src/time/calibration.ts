/**
 * A small network that is always the same, timed beside every candidate: its step time tells of the device alone, so a
 * machine that is busy or throttled shows in it.
 */
import { createRng, type Architecture } from '@stride/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../backends/backend.js';
import { buildNetwork } from '../build/network.js';
import { Optimizer } from '../train/optimizer.js';
import { trainingStep } from '../train/training-step.js';
import type { TimedStep } from './step-time.js';

/** Every kind of layer, in a step of a few milliseconds on one CPU core. Calibrations of other versions do not compare. */
const NETWORK: Architecture = {
  schemaVersion: 1, input: { height: 16, width: 16, channels: 3 }, classes: 10, stem: { kernel: 3, stride: 1, channels: 8 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 2, expansion: 4, channels: 16, layers: 1, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 5, stride: 2, expansion: 4, channels: 24, layers: 1, squeezeExcite: 0.25 },
  ],
  head: { channels: 64 },
};
const BATCH_SIZE = 16;

export interface Calibration {
  readonly step: TimedStep;
  dispose(): void;
}

export function openCalibration(backend: Backend): Calibration {
  const rng = createRng(1);
  const network = buildNetwork(NETWORK, rng);
  const optimizer = new Optimizer('sgd', network.parameters, 0, 0);
  const training = trainingStep(backend, network, optimizer, { dropout: 0, stochasticDepth: 0 }, rng);
  const batch = randomBatch();
  return {
    // Learning rate 0: every step does the same work on the same weights.
    step: () => training.run(batch, 0),
    dispose: () => {
      optimizer.dispose();
      network.dispose();
      tf.dispose([batch.images, batch.targets]);
    },
  };
}

function randomBatch() {
  const rng = createRng(2);
  const { height, width, channels } = NETWORK.input;
  const pixels = Float32Array.from({ length: BATCH_SIZE * height * width * channels }, () => 2 * rng.next() - 1);
  const targets = Float32Array.from({ length: BATCH_SIZE * NETWORK.classes }, (_, index) => (
    Math.floor(index / NETWORK.classes) % NETWORK.classes === index % NETWORK.classes ? 1 : 0));
  return {
    images: tf.tensor4d(pixels, [BATCH_SIZE, height, width, channels]), targets: tf.tensor2d(targets, [BATCH_SIZE, NETWORK.classes]),
  };
}
