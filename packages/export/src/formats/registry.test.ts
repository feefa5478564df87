import { validateArchitecture, type Stage } from '@stride/core';
import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVERYTHING, SMALL, trainedOnPatterns } from '../testing/trained.js';
import { EXPORT_FORMATS, exportNetwork } from './registry.js';
import type { ExportSource } from './format.js';

const untrained: ExportSource = { name: 'network', architecture: EVERYTHING, weights: null, document: null };
const parse = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;

it('names the formats that there are when asked for another', () => {
  const names = EXPORT_FORMATS.map(({ name }) => name).join(', ');
  expect(() => exportNetwork('tflite', untrained)).toThrow(expect.objectContaining({
    code: 'EXPORT_FORMAT_UNKNOWN', message: `There is no export format "tflite"; there are ${names}.`,
  }) as Error);
});

it.each(EXPORT_FORMATS.filter(({ weights }) => weights === 'required').map(({ name }) => name))('asks for weights where %s needs them', (name) => {
  expect(() => exportNetwork(name, untrained)).toThrow(expect.objectContaining({ code: 'WEIGHTS_MISSING' }) as Error);
});

it('refuses weights of another architecture', async () => {
  const { network } = await trainedOnPatterns();
  expect(() => exportNetwork('json', { ...untrained, architecture: SMALL, weights: network })).toThrow(expect.objectContaining({
    code: 'WEIGHTS_INVALID', message: expect.stringContaining('The weights are of another architecture: ') as string,
  }) as Error);
});

it('names layers as the weights\' architecture divides them, where it divides the same network in another way', async () => {
  const { network, source } = await trainedOnPatterns();
  const [first, ...rest] = EVERYTHING.stages as [Stage, ...Stage[]];
  const architecture = { ...EVERYTHING, stages: [{ ...first, layers: 1 }, { ...first, layers: 1 }, ...rest] };
  expect(exportNetwork('pytorch', { ...source, architecture, weights: network })).toEqual(exportNetwork('pytorch', source));
});

it('gives an architecture back as JSON, or the document that it is a part of', () => {
  fc.assert(fc.property(architectures, (architecture) => {
    const [file, ...others] = exportNetwork('json', { ...untrained, architecture });
    expect(others).toEqual([]);
    expect(file?.name).toBe('network.json');
    expect(validateArchitecture(parse(file?.bytes))).toEqual(architecture);
  }));
  const document = { architecture: EVERYTHING, provenance: { dataset: 'pictures' } };
  expect(parse(exportNetwork('json', { ...untrained, document })[0]?.bytes)).toEqual(document);
});
