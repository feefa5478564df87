import { formatArchitecture } from '@stride/core';
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import protobuf from 'protobufjs/light.js';
import { expect, it } from 'vitest';
import type { TrainedNetwork } from '../network/trained-network.js';
import { largestDifference, randomNetwork, smallArchitectures } from '../testing/random-networks.js';
import { EVERYTHING, trainedOnFashion, trainedOnPatterns } from '../testing/trained.js';
import { VERSION } from '../version.js';
import { onnx } from './onnx.js';

function write(network: TrainedNetwork): Uint8Array {
  const [file, ...others] = onnx.write({ name: 'winner', architecture: network.architecture, weights: network, document: null });
  expect([file?.name, others]).toEqual(['winner.onnx', []]);
  return file?.bytes as Uint8Array;
}

const open = (network: TrainedNetwork) => InferenceSession.create(write(network), { intraOpNumThreads: 1, interOpNumThreads: 1 });

/** @param inputs [count, height, width, channels], as the engine has them */
async function run(session: InferenceSession, network: TrainedNetwork, inputs: Float32Array, count: number): Promise<Float32Array> {
  const { height, width, channels } = network.architecture.input;
  const images = new Tensor('float32', channelsFirst(inputs, height * width, channels), [count, channels, height, width]);
  const { logits } = await session.run({ images });
  expect(logits?.dims).toEqual([count, network.architecture.classes]);
  return logits?.data as Float32Array;
}

function channelsFirst(inputs: Float32Array, pixels: number, channels: number): Float32Array {
  return Float32Array.from(inputs, (_, index) => {
    const [image, rest] = [Math.floor(index / (pixels * channels)), index % (pixels * channels)];
    return inputs[image * pixels * channels + (rest % pixels) * channels + Math.floor(rest / pixels)] as number;
  });
}

it.each([['every kind of layer', trainedOnPatterns], ['photographs of clothes', trainedOnFashion]])(
  'says in ONNX Runtime what it says in the engine: %s', async (_, train) => {
    const { network, inputs, logits, count } = await train();
    const session = await open(network);
    expect(largestDifference(await run(session, network, inputs, count), logits)).toBeLessThan(1e-4);
    // As many images at a time as one likes.
    const one = inputs.length / count;
    expect(largestDifference(await run(session, network, inputs.subarray(0, one), 1), logits.subarray(0, network.architecture.classes))).toBeLessThan(1e-4);
    await session.release();
  });

it('does so whatever the architecture', () => fc.assert(fc.asyncProperty(smallArchitectures, fc.nat(), async (architecture, seed) => {
  const { network, inputs, logits, count } = await randomNetwork(architecture, seed);
  const session = await open(network);
  // Float32 has 24 bits wherever the point is, and random weights make large numbers.
  const largest = logits.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expect(largestDifference(await run(session, network, inputs, count), logits) / largest).toBeLessThan(1e-4);
  await session.release();
}), { numRuns: 60 }));

it('tells what goes in and what comes out', async () => {
  const { network } = await trainedOnPatterns();
  const session = await open(network);
  expect(session.inputMetadata).toEqual([{ name: 'images', isTensor: true, type: 'float32', shape: ['batch', 3, 27, 18] }]);
  expect(session.outputMetadata).toEqual([{ name: 'logits', isTensor: true, type: 'float32', shape: ['batch', 5] }]);
  await session.release();
});

it('carries how images are normalised, which network it is and what wrote it', async () => {
  const { network } = await trainedOnPatterns();
  const { strings, metadata } = readModel(write(network));
  expect(strings).toEqual(['Stride', VERSION]);
  expect(metadata).toMatchObject({ architecture: formatArchitecture(EVERYTHING), dataset: 'synthetic' });
  expect(JSON.parse(metadata['normalization.mean'] ?? '')).toEqual(network.normalization.mean);
  expect(JSON.parse(metadata['normalization.deviation'] ?? '')).toEqual(network.normalization.deviation);
});

/** By the numbers of fields in onnx.proto3, without the schema that wrote them. */
function readModel(bytes: Uint8Array): { strings: string[]; metadata: Record<string, string> } {
  const strings: string[] = [];
  const metadata: Record<string, string> = {};
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 2 || tag >>> 3 === 3) strings.push(reader.string());
    else if (tag >>> 3 === 14) {
      const entry = protobuf.Reader.create(reader.bytes());
      const [key, value] = [1, 2].map((number) => (entry.uint32() >>> 3 === number ? entry.string() : ''));
      metadata[key as string] = value as string;
    } else reader.skipType(tag & 7);
  }
  return { strings, metadata };
}
