import { decodeTensors, encodeTensors, type TensorFile } from '@stride/safetensors';
import { beforeAll, expect, it } from 'vitest';
import { EVERYTHING, trainedOnPatterns, type TrainedFixture } from '../testing/trained.js';
import { layersOf, type ConvolutionLayer } from './layers.js';
import { decodeWeights } from './trained-network.js';

let fixture: TrainedFixture;
let file: TensorFile;
beforeAll(async () => {
  fixture = await trainedOnPatterns();
  file = decodeTensors(fixture.bytes, 'stride-weights', 'WEIGHTS_INVALID');
});

it('reads what the engine wrote, by layer', () => {
  const { network } = fixture;
  expect(network.architecture).toEqual(EVERYTHING);
  expect(network.dataset).toBe('synthetic');
  expect(network.normalization.mean).toHaveLength(3);
  const layers = layersOf(EVERYTHING);
  const [stem, fused] = layers as [ConvolutionLayer, ConvolutionLayer];
  expect(network.values(stem.kernel)).toEqual(file.tensors.get('parameters.000.kernel')?.values);
  expect(network.values(fused.batchNorm.shift)).toEqual(file.tensors.get('parameters.005.shift')?.values);
  expect(network.statistics(fused.batchNorm).variance).toEqual(file.tensors.get('statistics.variance')?.values.subarray(6, 12));
  expect(network.statistics(stem.batchNorm).mean).toEqual(file.tensors.get('statistics.mean')?.values.subarray(0, 6));
});

it.each<[string, (file: TensorFile) => TensorFile, string]>([
  ['another format', (own) => ({ ...own, format: 'stride-checkpoint' }), 'its format is "stride-checkpoint"'],
  ['another version', ({ metadata, ...own }) => ({ ...own, metadata: { ...metadata, version: '2' } }), 'have version "2", not "1"'],
  ['no architecture', ({ metadata, ...own }) => ({ ...own, metadata: { ...metadata, architecture: 'fused' } }), 'do not say which architecture'],
  ['another architecture', ({ metadata, ...own }) => ({ ...own, metadata: { ...metadata, architecture: JSON.stringify({ ...EVERYTHING, classes: 6 }) } }),
    'another architecture than the one that they name'],
  ['no normalization', ({ metadata, ...own }) => ({ ...own, metadata: { ...metadata, normalization: '{"mean":[1],"deviation":[1]}' } }), 'do not say how 3 channels are normalised'],
  ['a normalization that is no JSON', ({ metadata, ...own }) => ({ ...own, metadata: { ...metadata, normalization: 'mean' } }), 'do not say how 3 channels are normalised'],
  ['a parameter too few', ({ tensors, ...own }) => ({ ...own, tensors: new Map([...tensors].filter(([name]) => name !== 'parameters.004.scale')) }),
    'do not hold parameters.004.scale; their architecture needs it with [6]'],
  ['a parameter of another shape', ({ tensors, ...own }) => ({ ...own, tensors: new Map(tensors).set('parameters.004.scale', { shape: [5], values: new Float32Array(5) }) }),
    'have [5] as the shape of parameters.004.scale'],
])('refuses a file with %s', (_, change, message) => {
  expect(() => decodeWeights(encodeTensors(change(file)))).toThrow(expect.objectContaining({ code: 'WEIGHTS_INVALID', message: expect.stringContaining(message) as string }) as Error);
});
