import type { CandidatePage, CandidateSummary, SearchDetail, SearchPage, Winner } from '@stride/contracts';
import { architectureHash, costOf, decisionSpaceOf, decodeArchitecture, formatArchitecture, trainingMemory, type Architecture } from '@stride/core';
import { newId, reuseMeasurements } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCandidate, REFERENCE, SMALL, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service?.stop());

function submit(payload: object, headers: Record<string, string> = {}) {
  return service.app.inject({ method: 'POST', url: '/v1/searches', payload, headers });
}

const create = async (payload: object) => (await submit(payload)).json<SearchDetail>();
const read = async <T>(address: string) => (await service.app.inject(address)).json<T>();
const points = decisionSpaceOf(SMALL);
const network = (rank: number): Architecture => decodeArchitecture(SMALL, points.encodingAt(BigInt(rank)));
const TASK = { epochs: 2, batchSize: 64 };

/** A search with one completed candidate, in any status. */
async function measuredSearch(request: object = {}, status: 'running' | 'completed' | 'paused' | 'cancelled' | 'failed' = 'completed'): Promise<SearchDetail> {
  const search = await create({ space: 'small', proxyTask: TASK, ...request });
  await addCandidate(service.db, search.id, { number: 1, status: 'completed', result: { accuracy: 0.8, stepTimeMs: 10, reward: 0.8 } });
  await service.db.prisma.search.update({ where: { id: search.id }, data: { status } });
  return search;
}

const storedWarmStart = async (id: string) => (await service.db.prisma.search.findUniqueOrThrow({ where: { id } })).warmStart;

describe('seeds', () => {
  test('come as one line, as a document, or as an export, and are kept as encodings in their order', async () => {
    const given = [network(3), network(0), network(7)] as const;
    const request = { space: 'small', warmStart: { candidates: [formatArchitecture(given[0]), given[1], { schemaVersion: 1, architecture: given[2], provenance: { searchId: 'x' } }] } };
    const response = await submit(request);
    expect(response.statusCode).toBe(201);
    const search = response.json<SearchDetail>();
    expect(search.warmStart).toEqual({ candidates: 3, fromSearch: null, reused: 0 });
    const stored = await storedWarmStart(search.id) as { candidates: number[][] };
    expect(stored).toMatchObject({ fromSearch: null });
    expect(stored.candidates.map((encoding) => architectureHash(decodeArchitecture(SMALL, encoding)))).toEqual(given.map(architectureHash));
  });

  test('none is a start from nothing', async () => {
    for (const warmStart of [{}, { candidates: [] }]) expect((await create({ space: 'small', warmStart })).warmStart).toBeNull();
  });

  const line = formatArchitecture(network(1));
  const wide: Architecture = { ...REFERENCE, head: { channels: 64 } };
  const kernel: Architecture = { ...REFERENCE, stages: REFERENCE.stages.map((stage) => ({ ...stage, kernel: 7 as const })) };
  const deep: Architecture = { ...REFERENCE, stages: [...REFERENCE.stages, ...REFERENCE.stages] };
  test.each<[what: string, candidates: unknown[], path: string, says: string]>([
    ['a field that the space does not offer', [line, wide], '/warmStart/candidates/1', 'not in the search space small: head/channels is 64; expected 32'],
    ['a choice that a stage does not have', [kernel], '/warmStart/candidates/0', 'stages/0/kernel is 7; expected 3 or 5'],
    ['more stages than the space can give', [deep], '/warmStart/candidates/0', 'its 2 stages are not what the 1 of the space can be'],
    ['a line that is none', ['efficientnet'], '/warmStart/candidates/0', 'input_'],
    ['a document that is none', [{ ...REFERENCE, classes: 'ten' }], '/warmStart/candidates/0/classes', 'ten'],
    ['an export of something else', [{ architecture: { ...REFERENCE, head: {} } }], '/warmStart/candidates/0/architecture/head/channels', 'expected'],
    ['a network twice', [line, network(2), network(1)], '/warmStart/candidates/2', 'the same network as candidate 0'],
    ['more than the budget', [0, 1, 2].map(network), '/warmStart/candidates', 'found 3 networks; expected at most 2'],
  ])('are refused: %s', async (_, candidates, path, says) => {
    const before = await service.db.prisma.search.count();
    const response = await submit({ space: 'small', budget: { candidates: candidates.length === 3 && path.endsWith('candidates') ? 2 : 3 }, warmStart: { candidates } });
    expect(response.json()).toMatchObject({ status: 422, code: 'WARM_START_INVALID' });
    const [issue] = response.json<{ issues: { path: string; message: string }[] }>().issues;
    expect(issue?.path).toBe(path);
    expect(issue?.message).toContain(says);
    expect(await service.db.prisma.search.count()).toBe(before);
  });

  test.each(['params', 'memoryBytes'] as const)('are refused beyond a cap on %s, which is known before they are trained', async (cap) => {
    const task = { batchSize: 32, optimizer: 'rmsprop', emaDecay: 0 } as const;
    const sizes = Array.from({ length: 24 }, (_, rank) => {
      const architecture = network(rank);
      return { architecture, size: cap === 'params' ? costOf(architecture).params : trainingMemory(architecture, task) };
    }).sort((a, b) => a.size - b.size);
    const [smallest, largest] = [sizes.at(0), sizes.at(-1)];
    const request = { space: 'small', budget: { candidates: 1 }, objective: { caps: { [cap]: smallest?.size } } };
    expect((await submit({ ...request, warmStart: { candidates: [smallest?.architecture] } })).statusCode).toBe(201);
    const { code, issues } = (await submit({ ...request, warmStart: { candidates: [largest?.architecture] } })).json<{ code: string; issues: object[] }>();
    expect({ code, issues }).toEqual({ code: 'WARM_START_INVALID', issues: [{
      path: '/warmStart/candidates/0', message: expect.stringMatching(`${largest?.size}.*expected at most ${smallest?.size}, the cap`) as string }] });
  });

  test('are all named that are wrong, at once', async () => {
    const { issues } = (await submit({ space: 'small', warmStart: { candidates: [wide, line, kernel, line] } })).json<{ issues: { path: string }[] }>();
    expect(issues.map(({ path }) => path)).toEqual(['/warmStart/candidates/0', '/warmStart/candidates/2', '/warmStart/candidates/3']);
  });

  test.each<[what: string, warmStart: unknown, path: string]>([
    ['a number', { candidates: [7] }, '/warmStart/candidates/0'],
    ['an empty line', { candidates: [''] }, '/warmStart/candidates/0'],
    ['an unknown field', { seeds: [] }, '/warmStart/seeds'],
    ['no list', { candidates: 'all' }, '/warmStart/candidates'],
    ['more than a thousand', { candidates: Array.from({ length: 1001 }, () => 'x') }, '/warmStart/candidates'],
    ['a search that is no text', { fromSearch: 7 }, '/warmStart/fromSearch'],
  ])('are of the documented form: %s', async (_, warmStart, path) => {
    expect((await submit({ space: 'small', warmStart })).json()).toMatchObject({ code: 'INVALID_REQUEST', issues: [{ path }] });
  });
});

describe('another search', () => {
  test.each(['running', 'paused', 'completed', 'failed', 'cancelled'] as const)('may be %s, and gives dataset and proxy task but for its seed', async (status) => {
    const earlier = await measuredSearch({ dataset: 'mnist', seed: 5 }, status);
    const response = await submit({ space: 'small', seed: 6, warmStart: { fromSearch: earlier.id } });
    expect(response.statusCode).toBe(201);
    const search = response.json<SearchDetail>();
    expect(search).toMatchObject({ dataset: 'mnist', proxyTask: { ...earlier.proxyTask, seed: 6 }, warmStart: { candidates: 0, fromSearch: earlier.id, reused: 0 } });
    expect((await read<SearchDetail>(`/v1/searches/${search.id}`)).warmStart).toEqual(search.warmStart);
    expect((await read<SearchPage>('/v1/searches?limit=1')).items[0]).toMatchObject({ id: search.id, warmStart: search.warmStart });
  });

  test('may have been evaluated more often and given other limits', async () => {
    const { id } = await measuredSearch();
    const proxyTask = { evaluations: 9, timeoutSeconds: 7, memoryBudgetBytes: 1e9, seed: 99 };
    expect(await create({ space: 'small', proxyTask, warmStart: { fromSearch: id } })).toMatchObject({ proxyTask: { ...proxyTask, ...TASK } });
  });

  test('has another objective, another strategy and seeds beside it', async () => {
    const { id } = await measuredSearch();
    const request = { space: SMALL, objective: { w: -0.2 }, strategy: { name: 'evolution' }, warmStart: { fromSearch: id, candidates: [network(4)] } };
    expect(await create(request)).toMatchObject({ warmStart: { candidates: 1, fromSearch: id } });
  });

  test.each<[what: string, request: object, path: string, says: string]>([
    ['another task', { proxyTask: { epochs: 1 } }, '/proxyTask/epochs', 'found 1; expected 2, as in search'],
    ['another augmentation', { proxyTask: { augmentation: { crop: 0, flip: true, randAugment: null, mixup: 0 } } }, '/proxyTask/augmentation', 'expected {"crop":0,"flip":false'],
    ['another dataset', { dataset: 'synthetic' }, '/dataset', 'found "synthetic"; expected "fashion-mnist"'],
    ['another space', { space: { ...SMALL, stages: SMALL.stages.map((stage) => ({ ...stage, kernel: [5, 3] })) } }, '/warmStart/fromSearch', 'another search space (small): stages differs'],
    ['another reference', { space: { ...SMALL, reference: { ...REFERENCE, stages: REFERENCE.stages.map((stage) => ({ ...stage, layers: 2 })) } } }, '/warmStart/fromSearch', 'reference differs'],
    ['a shipped space of other images', { space: 'huge-images' }, '/warmStart/fromSearch', 'name, input, reference differ'],
  ])('is refused for %s', async (_, request, path, says) => {
    const { id } = await measuredSearch();
    const response = await submit({ space: 'small', ...request, warmStart: { fromSearch: id } });
    expect(response.json()).toMatchObject({ status: 422, code: 'WARM_START_INVALID', issues: [{ path, message: expect.stringContaining(says) as string }] });
  });

  test.each([newId(), 'yesterday\'s', ''])('must be there: %j', async (fromSearch) => {
    const response = await submit({ space: 'small', warmStart: { fromSearch } });
    expect(response.json()).toMatchObject({ status: 422, code: 'WARM_START_INVALID', issues: [{ path: '/warmStart/fromSearch', message: expect.stringContaining(JSON.stringify(fromSearch)) as string }] });
  });

  test('must have measured something besides its reference', async () => {
    const { id } = await create({ space: 'small' });
    await addCandidate(service.db, id, { number: 0, status: 'completed', result: { accuracy: 0.8, stepTimeMs: 10, reward: 0.8 } });
    await addCandidate(service.db, id, { number: 1, status: 'failed' });
    expect((await submit({ space: 'small', warmStart: { fromSearch: id } })).json()).toMatchObject({
      code: 'WARM_START_INVALID', issues: [{ path: '/warmStart/fromSearch', message: expect.stringContaining('no candidate of search') as string }] });
  });
});

describe('a repeated request', () => {
  test('is the same only with the same start', async () => {
    const { id } = await measuredSearch();
    const key = { 'idempotency-key': 'warm' };
    const request = { space: 'small', seed: 1, warmStart: { fromSearch: id, candidates: [network(4)] } };
    const first = await submit(request, key);
    expect([first.statusCode, (await submit(request, key)).statusCode]).toEqual([201, 200]);
    for (const warmStart of [undefined, { fromSearch: id }, { fromSearch: id, candidates: [network(5)] }]) {
      expect((await submit({ ...request, warmStart }, key)).json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    }
  });

  test('is answered though the earlier search is gone', async () => {
    const { id } = await measuredSearch();
    const key = { 'idempotency-key': 'gone' };
    const request = { space: 'small', warmStart: { fromSearch: id } };
    const first = (await submit(request, key)).json<SearchDetail>();
    await service.db.prisma.search.delete({ where: { id } });
    expect((await submit(request, key)).json()).toEqual(first);
  });
});

describe('a reused measurement', () => {
  /** An earlier search and one that has its measurement, as a controller would take it over. */
  async function reused() {
    const earlier = await measuredSearch({ seed: 5 });
    const search = await create({ space: 'small', seed: 6, warmStart: { fromSearch: earlier.id } });
    const { objective, referenceParams } = search;
    await service.db.transaction((tx) => reuseMeasurements(tx, {
      id: search.id, objective, referenceParams, warmStart: { candidates: [], fromSearch: earlier.id } }, new Date()));
    const [original, copy] = (await Promise.all([earlier, search].map(({ id }) => read<CandidatePage>(`/v1/searches/${id}/candidates`)))).map(({ items }) => items[0]);
    return { earlier, search, original: original as CandidateSummary, copy: copy as CandidateSummary };
  }

  test('names the candidate that was trained, and counts as no proposal', async () => {
    const { search, original, copy } = await reused();
    expect(original.reusedFrom).toBeNull();
    expect(copy).toMatchObject({ reusedFrom: original.id, status: 'completed', accuracy: original.accuracy, stepTimeMs: original.stepTimeMs, attempts: 0, workerId: null });
    expect(await read(`/v1/candidates/${copy.id}`)).toMatchObject({ reusedFrom: original.id, attemptHistory: [], curve: [{ step: 20 }] });
    expect(await read(`/v1/searches/${search.id}`)).toMatchObject({ counts: { completed: 0 }, bestCandidateId: copy.id, warmStart: { reused: 1 } });
  });

  test('may be the winner, whose document says where it was measured and how', async () => {
    const { earlier, search, original, copy } = await reused();
    const winner = await read<Winner>(`/v1/searches/${search.id}/export`);
    expect(winner.provenance).toMatchObject({
      searchId: search.id, candidateId: copy.id, seed: 6, proxyTask: { seed: 6 }, versions: { worker: '0.0.9' },
      reusedFrom: { searchId: earlier.id, candidateId: original.id, number: 1, proxyTask: { ...earlier.proxyTask, seed: 5 } },
    });
    expect((await read<Winner>(`/v1/searches/${earlier.id}/export`)).provenance.reusedFrom).toBeNull();
    await service.db.prisma.search.delete({ where: { id: earlier.id } });
    expect((await read<Winner>(`/v1/searches/${search.id}/export`)).provenance).toMatchObject({
      reusedFrom: { searchId: null, candidateId: original.id, number: null, proxyTask: null }, versions: { worker: null } });
  });
});
