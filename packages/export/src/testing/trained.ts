/** For tests: networks that the engine has trained a little, with what it says of some images. */
import { fileURLToPath } from 'node:url';
import { fullTrainingTask, NO_AUGMENTATION, TRAINING_RECIPE, type Architecture, type Dataset } from '@stride/core';
import { loadDataset, syntheticDataset } from '@stride/datasets';
import { createTrainer, inferencePass, openBackend, openGate, openSession, type Session } from '@stride/engine';
import { decodeTensors } from '@stride/safetensors';
import * as tf from '@tensorflow/tfjs-core';
import type { ExportSource } from '../formats/format.js';
import { decodeWeights, type TrainedNetwork } from '../network/trained-network.js';

/**
 * Every kind of layer: both ops with and without expansion and squeeze-excite, residuals and none, kernels of 1 to 7, stride 2
 * on odd and on even sizes, which pads differently.
 */
export const EVERYTHING: Architecture = {
  schemaVersion: 1, input: { height: 27, width: 18, channels: 3 }, classes: 5, stem: { kernel: 3, stride: 2, channels: 6 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 6, layers: 2, squeezeExcite: 0 },
    { op: 'fused_mbconv', kernel: 5, stride: 2, expansion: 2, channels: 8, layers: 2, squeezeExcite: 0.25 },
    { op: 'fused_mbconv', kernel: 1, stride: 1, expansion: 1, channels: 8, layers: 1, squeezeExcite: 0.5 },
    { op: 'mbconv', kernel: 3, stride: 2, expansion: 3, channels: 10, layers: 2, squeezeExcite: 0.25 },
    { op: 'mbconv', kernel: 7, stride: 1, expansion: 1, channels: 12, layers: 2, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 5, stride: 2, expansion: 2, channels: 14, layers: 1, squeezeExcite: 0.25 },
  ],
  head: { channels: 20 },
};

/** For 28x28 gray images, as a search on Fashion-MNIST finds them. */
export const SMALL: Architecture = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [
    { op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 8, layers: 1, squeezeExcite: 0 },
    { op: 'fused_mbconv', kernel: 3, stride: 2, expansion: 4, channels: 12, layers: 2, squeezeExcite: 0 },
    { op: 'mbconv', kernel: 5, stride: 2, expansion: 4, channels: 16, layers: 2, squeezeExcite: 0.25 },
  ],
  head: { channels: 32 },
};

export interface TrainedFixture {
  /** A file as `stride train` writes it. */
  readonly bytes: Uint8Array;
  readonly network: TrainedNetwork;
  readonly source: ExportSource;
  /** Test images that training has not seen, [count, height, width, channels], 0 to 255. */
  readonly pixels: Uint8Array;
  /** The same, normalised as the network takes them. */
  readonly inputs: Float32Array;
  readonly count: number;
  /** What the engine makes of them, [count, classes]. */
  readonly logits: Float32Array;
}

/** Converted once, and kept for the next run. */
const DATASETS = fileURLToPath(new URL('../../../../.build/test-datasets', import.meta.url));

const COUNT = 16;
const EPOCHS = 2;

/** `EVERYTHING` on pictures that are made up. */
export function trainedOnPatterns(): Promise<TrainedFixture> {
  const { input, classes } = EVERYTHING;
  return trained(EVERYTHING, syntheticDataset({ shape: input, classes, train: 160, validation: 20, test: 40 }));
}

/** `SMALL` on some of Fashion-MNIST's photographs. */
export async function trainedOnFashion(): Promise<TrainedFixture> {
  const { train, validation, test, ...rest } = await loadDataset('fashion-mnist', { cacheDir: DATASETS });
  const some = (split: Dataset['train'], size: number): Dataset['train'] => ({
    ...split, size, images: split.images.subarray(0, size * 28 * 28), labels: split.labels.subarray(0, size),
  });
  return trained(SMALL, { ...rest, train: some(train, 640), validation: some(validation, 100), test: some(test, 100) });
}

/** The same network and weights each time. */
async function trained(architecture: Architecture, dataset: Dataset): Promise<TrainedFixture> {
  const backend = await openBackend({ name: 'wasm' });
  const task = fullTrainingTask({ ...TRAINING_RECIPE, epochs: EPOCHS, batchSize: 32, augmentation: NO_AUGMENTATION, emaDecay: 0.5 });
  const { weights: bytes } = await createTrainer({ backend, dataset, gate: openGate }).fit(architecture, task, {});
  const session = openSession(backend, dataset, architecture, task);
  restore(session, bytes);
  const batch = session.test().make(Array.from({ length: COUNT }, (_, index) => index));
  const logits = tf.tidy(() => session.network.forward(batch.images, inferencePass(session.network.statistics)));
  const result = { inputs: await floats(batch.images), logits: await floats(logits) };
  tf.dispose([batch.images, batch.targets, logits]);
  session.dispose();
  const network = decodeWeights(bytes);
  const pixels = pixelsOf(result.inputs, session.normalization);
  return {
    ...result, bytes, network, pixels, count: COUNT,
    source: { name: 'network', architecture, weights: network, document: null },
  };
}

/** The engine has its own order of test images. */
function pixelsOf(inputs: Float32Array, { mean, deviation }: Session['normalization']): Uint8Array {
  const at = (list: readonly number[], index: number) => list[index % list.length] as number;
  return Uint8Array.from(inputs, (value, index) => Math.round(value * at(deviation, index) + at(mean, index)));
}

/** By the engine's own order, and not by way of what is tested. */
function restore({ network }: Session, bytes: Uint8Array): void {
  const tensors = [...decodeTensors(bytes, 'stride-weights', 'WEIGHTS_INVALID').tensors.values()].map(({ values }) => values);
  network.statistics.restore(tensors.splice(-2), 1);
  network.parameters.forEach(({ variable }, index) => tf.tidy(() => variable.assign(tf.tensor(tensors[index] as Float32Array, variable.shape))));
}

const floats = async (tensor: tf.Tensor) => Float32Array.from(await tensor.data());
