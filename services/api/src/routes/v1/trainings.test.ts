import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '@stride/storage';
import { addCandidate, startTestService, type TestService } from '../../testing/test-service.js';

let service: TestService;
let searchId: string;
/** By number; 1 is running, 2 and 3 are completed, and 3 has the higher reward. */
let ids: string[];

beforeAll(async () => { service = await startTestService(); });
afterAll(() => service?.stop());
beforeEach(async () => {
  searchId = (await post('/v1/searches', { space: 'small' })).json<{ id: string }>().id;
  ids = [
    await addCandidate(service.db, searchId, { number: 0, status: 'completed', result: { accuracy: 0.7, stepTimeMs: 10, reward: 0.7 } }),
    await addCandidate(service.db, searchId, { number: 1, status: 'running' }),
    await addCandidate(service.db, searchId, { number: 2, status: 'completed', result: { accuracy: 0.8, stepTimeMs: 12, reward: 0.8 } }),
    await addCandidate(service.db, searchId, { number: 3, status: 'completed', result: { accuracy: 0.85, stepTimeMs: 12, reward: 0.85 } }),
  ];
});

const get = (url: string) => service.app.inject({ url });
const post = (url: string, payload: unknown) =>
  service.app.inject({ method: 'POST', url, payload: JSON.stringify(payload), headers: { 'content-type': 'application/json' } });
const train = (body: unknown, id = searchId) => post(`/v1/searches/${id}/train`, body);
const trainings = async () => (await get(`/v1/searches/${searchId}/trainings`)).json<{ items: { id: string }[]; rankCorrelation: unknown }>();

interface Created { items: { id: string; number: number; status: string; epochs: number }[] }

describe('training in full', () => {
  test('is of the best candidate when nothing is said, by the recipe', async () => {
    const response = await train({});
    expect(response.statusCode).toBe(202);
    const { items } = response.json<Created>();
    expect(items).toMatchObject([{ number: 3, status: 'queued', epochs: 30, attempts: 1, proxyAccuracy: 0.85, dataset: 'fashion-mnist', test: null, weights: null }]);
    const detail = (await get(`/v1/trainings/${items[0]?.id}`)).json<{ task: object }>();
    expect(detail).toMatchObject({ number: 3, curve: [], attemptHistory: [{ number: 1, status: 'queued' }], architecture: { classes: 10 } });
    expect(detail.task).toMatchObject({ epochs: 30, trainSamples: null, optimizer: 'sgd' });
    expect(await trainings()).toMatchObject({ items: [{ id: items[0]?.id }], rankCorrelation: null });
  });

  test('is of the top k, the best first, or of candidates by id, the reference among them', async () => {
    expect((await train({ top: 5 })).json<Created>().items.map(({ number }) => number)).toEqual([3, 2]);
    expect((await train({ candidateIds: [ids[1], ids[0]] })).json<Created>().items.map(({ number }) => number)).toEqual([1, 0]);
  });

  test('takes another task, and is the same training when asked for again', async () => {
    const first = (await train({ task: { epochs: 4, seed: 9 } })).json<Created>();
    expect(first.items).toMatchObject([{ epochs: 4 }]);
    expect((await train({ task: { seed: 9, epochs: 4 } })).json<Created>().items).toEqual(first.items);
    expect((await trainings()).items).toHaveLength(1);
  });

  test('takes any number of epochs, and keeps a curve of as many points as there may be', async () => {
    const [training] = (await train({ task: { epochs: 5000 } })).json<Created>().items;
    expect((await get(`/v1/trainings/${training?.id}`)).json()).toMatchObject({ task: { epochs: 5000, evaluations: 1000 } });
  });

  test('leaves out of a document what came later', async () => {
    const augmentation = { crop: 0, flip: true, randAugment: null, mixup: 0 };
    const [training] = (await train({ task: { augmentation } })).json<Created>().items;
    expect((await get(`/v1/trainings/${training?.id}`)).json()).toMatchObject({ task: { augmentation: { ...augmentation, cutmix: 0 } } });
  });

  test.each<[string, unknown, number, string, string?]>([
    ['both ways of choosing', { top: 1, candidateIds: [newId()] }, 400, 'INVALID_REQUEST', '/top'],
    ['none', { top: 0 }, 400, 'INVALID_REQUEST', '/top'],
    ['a candidate of no search', { candidateIds: [newId()] }, 404, 'CANDIDATE_UNKNOWN', '/candidateIds/0'],
    ['an unknown field', { epochs: 3 }, 400, 'INVALID_REQUEST', '/epochs'],
    ['a task out of range', { task: { epochs: -1 } }, 400, 'INVALID_REQUEST', '/task/epochs'],
    ['images below the network\'s total stride', { task: { progressive: { kind: 'linear', stages: 2, from: { imageSize: 2, magnitude: 0, mixup: 0, dropout: 0 } } } }, 422, 'PROXY_TASK_INVALID', '/task/progressive/from/imageSize'],
    ['more images than there are', { task: { trainSamples: 10_000_000 } }, 422, 'PROXY_TASK_INVALID', '/task/trainSamples'],
  ])('refuses %s and changes nothing', async (_, body, status, code, path) => {
    const response = await train(body);
    expect(response.statusCode).toBe(status);
    const problem = response.json<{ code: string; issues: { path: string }[] }>();
    expect(problem.code).toBe(code);
    expect(problem.issues.map((issue) => issue.path)).toContain(path);
    expect((await trainings()).items).toEqual([]);
  });

  test('needs a search, and one that has a result', async () => {
    expect((await train({}, newId())).json()).toMatchObject({ code: 'SEARCH_UNKNOWN' });
    const fresh = (await post('/v1/searches', { space: 'small' })).json<{ id: string }>().id;
    expect((await train({}, fresh)).json()).toMatchObject({ code: 'NO_COMPLETED_CANDIDATE', status: 409 });
  });
});

test('a training can be cancelled once', async () => {
  const [training] = (await train({})).json<Created>().items;
  const response = await post(`/v1/trainings/${training?.id}/cancel`, {});
  expect([response.statusCode, response.json<{ status: string }>().status]).toEqual([200, 'cancelled']);
  expect((await post(`/v1/trainings/${training?.id}/cancel`, {})).json()).toMatchObject({ status: 409, code: 'TRAINING_STATE_CONFLICT' });
  expect((await train({})).json<Created>().items[0]?.id).not.toBe(training?.id);
});

test.each(['nope', '00000000-0000-7000-8000-000000000000'])('no training has the id %s', async (id) => {
  expect((await get(`/v1/trainings/${id}`)).json()).toMatchObject({ status: 404, code: 'TRAINING_UNKNOWN' });
  expect((await post(`/v1/trainings/${id}/cancel`, {})).json()).toMatchObject({ status: 404, code: 'TRAINING_UNKNOWN' });
});
