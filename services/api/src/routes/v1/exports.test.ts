import { CandidateDocumentSchema, WinnerSchema, type CandidateDocument, type Winner } from '@stride/contracts';
import { fullTrainingTask, TRAINING_RECIPE } from '@stride/core';
import { syntheticDataset } from '@stride/datasets';
import { createTrainer, openBackend, openGate } from '@stride/engine';
import { EXPORT_FORMATS, unbundleFiles } from '@stride/export';
import { newId } from '@stride/storage';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCandidate, DEVICE, REFERENCE, SMALL, startTestService, type TestService } from '../../testing/test-service.js';

let service: TestService;
let searchId: string;
/** The better one is trained in full, the other one is not, and the last one has not even been measured. */
let trained: string, untrained: string, running: string;

beforeAll(async () => {
  service = await startTestService();
  const created = await service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small', seed: 5 } });
  searchId = created.json<{ id: string }>().id;
  trained = await addCandidate(service.db, searchId, { number: 1, status: 'completed', result: { accuracy: 0.9, stepTimeMs: 12, reward: 0.9 } });
  untrained = await addCandidate(service.db, searchId, { number: 2, status: 'completed', result: { accuracy: 0.8, stepTimeMs: 12, reward: 0.8 } });
  running = await addCandidate(service.db, searchId, { number: 3, status: 'running' });
  const weights = await service.artifacts.put('trainings/test/weights.safetensors', await train());
  await service.db.prisma.training.create({
    data: { id: newId(), candidateId: trained, status: 'completed', task: {}, weights: { ...weights }, finishedAt: new Date() },
  });
});
afterAll(() => service?.stop());

async function train(): Promise<Uint8Array> {
  const backend = await openBackend({ name: 'wasm' });
  const dataset = syntheticDataset({ shape: REFERENCE.input, train: 64, validation: 10, test: 10 });
  const task = fullTrainingTask({ ...TRAINING_RECIPE, epochs: 1, batchSize: 16 });
  return (await createTrainer({ backend, dataset, gate: openGate }).fit(REFERENCE, task, {})).weights;
}

/** What other names than that of the winner's document have of the search's id. */
const short = () => searchId.slice(-8);

const get = (url: string) => service.app.inject({ url });
const ofSearch = (format?: string) => get(`/v1/searches/${searchId}/export${format === undefined ? '' : `?format=${format}`}`);
const ofCandidate = (id: string, format?: string) => get(`/v1/candidates/${id}/export${format === undefined ? '' : `?format=${format}`}`);

function filesOf(response: LightMyRequestResponse) {
  expect(response.statusCode).toBe(200);
  const [, name = ''] = /^attachment; filename="([\w.-]+)"$/.exec(String(response.headers['content-disposition'])) ?? [];
  const files = unbundleFiles({ name, contentType: String(response.headers['content-type']), bytes: response.rawPayload });
  return { name, files: Object.fromEntries(files.map((file) => [file.name, Buffer.from(file.bytes).toString()])) };
}

const valid = (schema: object, document: unknown) => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(document);
  return validate.errors;
};

describe('as a document', () => {
  test('the winner says where it comes from', async () => {
    const response = await ofSearch();
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['content-disposition']).toBe(`attachment; filename="winner-${searchId}.json"`);
    const winner = response.json<Winner>();
    expect(valid(WinnerSchema, winner)).toBeNull();
    expect(winner.provenance).toMatchObject({
      searchId, candidateId: trained, number: 1, spaceName: 'small', space: SMALL, dataset: 'fashion-mnist', seed: 5,
      versions: { stride: winner.provenance.strideVersion, node: process.version, worker: '0.0.9', backend: 'v8' },
    });
    expect(winner.measurement.device).toEqual(DEVICE);
    expect(response.body).toBe(`${JSON.stringify(winner, null, 2)}\n`);
  });

  test('names the version of the worker that measured, whatever runs under its name today', async () => {
    await service.db.prisma.worker.create({
      data: { id: 'worker-1', host: 'host', pid: 1, version: '9.9.9', device: { ...DEVICE }, deviceClass: 'x', state: 'idle', startedAt: new Date(), heartbeatAt: new Date() },
    });
    expect((await ofSearch('json')).json<Winner>().provenance.versions.worker).toBe('0.0.9');
  });

  test('any candidate has one, measured or not', async () => {
    const [measured, other] = [await ofCandidate(untrained), await ofCandidate(running, 'json')];
    expect(measured.headers['content-disposition']).toBe(`attachment; filename="candidate-2-${short()}.json"`);
    expect(measured.json<CandidateDocument>()).toMatchObject({ architecture: REFERENCE, measurement: { accuracy: 0.8 }, provenance: { number: 2, searchId } });
    expect(other.json<CandidateDocument>()).toMatchObject({ measurement: null, provenance: { number: 3, versions: { backend: null } } });
    for (const response of [measured, other]) expect(valid(CandidateDocumentSchema, response.json())).toBeNull();
  });
});

describe('for another framework', () => {
  test('code comes alone where there are no weights, else both in an archive', async () => {
    const alone = await ofCandidate(untrained, 'pytorch');
    expect(alone.headers['content-type']).toBe('text/x-python; charset=utf-8');
    const name = `candidate_2_${short()}_pytorch.py`;
    expect(filesOf(alone)).toMatchObject({ name, files: { [name]: expect.stringContaining('class Network(nn.Module)') as string } });
    const both = filesOf(await ofSearch('pytorch'));
    expect(both.name).toBe(`winner-${short()}-pytorch.zip`);
    expect(Object.keys(both.files)).toEqual([`winner_${short()}_pytorch.py`, 'weights.safetensors']);
    expect(both.files['weights.safetensors']).toContain('"stage1.block0.depthwise.norm.running_mean"');
  });

  test.each(EXPORT_FORMATS.map(({ name }) => name))('%s is to be had of a trained winner', async (format) => {
    expect(Object.keys(filesOf(await ofSearch(format)).files)).not.toHaveLength(0);
  });

  test.each(EXPORT_FORMATS.filter(({ weights }) => weights === 'required').map(({ name }) => name))('%s needs weights', async (format) => {
    for (const id of [untrained, running]) {
      const response = await ofCandidate(id, format);
      expect(response.json()).toMatchObject({ status: 409, code: 'WEIGHTS_MISSING', detail: expect.stringContaining('train it first') as string });
    }
  });
});

test('a format that does not exist is refused with those that do, whatever it is of', async () => {
  for (const response of [await ofSearch('tflite'), await ofCandidate(trained, 'JSON'), await ofCandidate(newId(), 'constructor')]) {
    expect(response.json()).toMatchObject({ status: 422, code: 'EXPORT_FORMAT_UNKNOWN', detail: expect.stringContaining('there are json, timm, pytorch') as string });
  }
});

test('what a format cannot express is refused with its reason', async () => {
  const id = await addCandidate(service.db, searchId, { number: 4, status: 'running' });
  const architecture = { ...REFERENCE, stem: { ...REFERENCE.stem, stride: 1 } };
  await service.db.prisma.candidate.update({ where: { id }, data: { architecture: JSON.parse(JSON.stringify(architecture)) as object } });
  expect((await ofCandidate(id, 'timm')).json()).toMatchObject({ status: 422, code: 'EXPORT_UNSUPPORTED', detail: expect.stringContaining('stride 1') as string });
});

test('weights that are gone are the service\'s fault, and its log\'s to explain', async () => {
  await service.db.prisma.training.create({
    data: { id: newId(), candidateId: running, status: 'completed', task: {}, weights: { key: 'trainings/gone', bytes: 1, sha256: '0'.repeat(64) }, finishedAt: new Date() },
  });
  expect((await ofCandidate(running, 'onnx')).json()).toMatchObject({ status: 500, code: 'INTERNAL' });
});

test('an unknown candidate', async () => {
  for (const id of [newId(), 'nope', searchId]) expect((await ofCandidate(id)).json()).toMatchObject({ status: 404, code: 'CANDIDATE_UNKNOWN' });
});
