import { createServer } from 'node:http';
import { formatArchitecture, type Architecture } from '@stride/core';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExportFile } from '../formats/format.js';
import type { TrainedNetwork } from '../network/trained-network.js';
import { largestDifference, randomNetwork, smallArchitectures } from '../testing/random-networks.js';
import { EVERYTHING, trainedOnFashion, trainedOnPatterns } from '../testing/trained.js';
import { VERSION } from '../version.js';
import { tfjs } from './tfjs.js';

const write = (network: TrainedNetwork) => tfjs.write({ name: 'winner', architecture: network.architecture, weights: network, document: null });

interface ModelFile {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: tf.io.WeightsManifestEntry[] }[];
  readonly userDefinedMetadata: object;
  readonly generatedBy: string;
}

const modelOf = (files: readonly ExportFile[]) => JSON.parse(new TextDecoder().decode(files[0]?.bytes)) as ModelFile;

function fromMemory(files: readonly ExportFile[]): Promise<LayersModel> {
  const { modelTopology, weightsManifest, userDefinedMetadata } = modelOf(files);
  const weightData = Uint8Array.from(Buffer.concat(files.slice(1).map(({ bytes }) => bytes))).buffer;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData, userDefinedMetadata: { ...userDefinedMetadata } }));
}

/** As a page would: from the address of `model.json`, which names the rest. */
async function fromServer(files: readonly ExportFile[]): Promise<LayersModel> {
  const server = createServer((request, response) => {
    const file = files.find(({ name }) => request.url === `/exported/${name}`);
    response.writeHead(file ? 200 : 404, { 'content-type': file?.contentType ?? 'text/plain' }).end(file?.bytes);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  try {
    return await loadLayersModel(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/exported/model.json`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** On TensorFlow.js's own plain backend, of whose kernels the engine uses none. */
async function predict(model: LayersModel, { input }: Architecture, inputs: Float32Array, count: number): Promise<Float32Array> {
  const before = tf.getBackend();
  await tf.setBackend('cpu');
  const logits = tf.tidy(() => {
    const images = tf.tensor4d(inputs, [count, input.height, input.width, input.channels]);
    return Float32Array.from((model.predict(images) as tf.Tensor).dataSync());
  });
  await tf.setBackend(before);
  return logits;
}

it.each([
  ['every kind of layer, from memory', trainedOnPatterns, fromMemory], ['every kind of layer, over the network', trainedOnPatterns, fromServer],
  ['photographs of clothes, over the network', trainedOnFashion, fromServer],
] as const)('says in TensorFlow.js what it says in the engine: %s', async (_, train, load) => {
  const { network, inputs, logits, count } = await train();
  const model = await load(write(network));
  expect(largestDifference(await predict(model, network.architecture, inputs, count), logits)).toBeLessThan(1e-4);
  model.dispose();
});

it('does so whatever the architecture', () => fc.assert(fc.asyncProperty(smallArchitectures, fc.nat(), async (architecture, seed) => {
  const { network, inputs, logits, count } = await randomNetwork(architecture, seed);
  const model = await fromMemory(write(network));
  // Float32 has 24 bits wherever the point is, and random weights make large numbers.
  const largest = logits.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expect(largestDifference(await predict(model, architecture, inputs, count), logits) / largest).toBeLessThan(1e-4);
  model.dispose();
}), { numRuns: 30 }));

it('cuts many weights into several files, which make the same network', async () => {
  const architecture: Architecture = { ...EVERYTHING, classes: 900, head: { channels: 1300 } };
  const { network, inputs, logits, count } = await randomNetwork(architecture, 1);
  const files = write(network);
  expect(files.map(({ name }) => name)).toEqual(['model.json', 'group1-shard1of2.bin', 'group1-shard2of2.bin']);
  const model = await fromServer(files);
  const largest = logits.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expect(largestDifference(await predict(model, architecture, inputs, count), logits) / largest).toBeLessThan(1e-4);
  model.dispose();
});

it('names input and output shapes, how images are normalised, which network it is and what wrote it', async () => {
  const { network } = await trainedOnPatterns();
  const files = write(network);
  const model = await fromServer(files);
  expect([model.inputs[0]?.shape, model.outputs[0]?.shape]).toEqual([[null, 27, 18, 3], [null, 5]]);
  const metadata = model.getUserDefinedMetadata() as Record<string, string>;
  expect(metadata).toMatchObject({ architecture: formatArchitecture(EVERYTHING), dataset: 'synthetic' });
  expect(JSON.parse(metadata['normalization.mean'] ?? '')).toEqual(network.normalization.mean);
  expect(modelOf(files).generatedBy).toBe(`Stride ${VERSION}`);
  model.dispose();
});
