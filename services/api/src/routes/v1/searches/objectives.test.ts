import type { Problem, Rescoring, SearchDetail } from '@stride/contracts';
import { costOf, enumerateArchitectures, SCHEDULERS, STRATEGIES, trainingMemory } from '@stride/core';
import { newId } from '@stride/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCandidate, SMALL, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service?.stop());

const post = (url: string, payload: object) => service.app.inject({ method: 'POST', url, payload });
const submit = (request: object) => post('/v1/searches', { space: 'small', ...request });
const problem = async (request: object) => (await submit(request)).json<Problem>();

const networks = [...enumerateArchitectures(SMALL)];
const params = networks.map((network) => costOf(network).params).sort((a, b) => a - b);
const [least = 0] = params;

describe('the objective of a new search', () => {
  test.each([
    [{ kind: 'absolute' }, { kind: 'absolute', beta: -0.1, target: 1 }],
    [{ kind: 'absolute', target: 0.5, caps: { stepTimeMs: 3 } }, { kind: 'absolute', beta: -0.1, target: 0.5, caps: { stepTimeMs: 3 } }],
    [{ kind: 'pareto' }, { kind: 'pareto' }],
    [{ v: 0, caps: { params: 1e6 } }, { kind: 'joint', w: -0.07, v: 0, caps: { params: 1e6 } }],
    [{ caps: {} }, { kind: 'joint', w: -0.07, v: -0.05 }],
  ])('%j is filled in', async (given, whole) => {
    const created = await submit({ objective: given });
    expect(created.statusCode).toBe(201);
    expect(created.json<SearchDetail>().objective).toEqual(whole);
    expect((await service.app.inject(`/v1/searches/${created.json<SearchDetail>().id}`)).json<SearchDetail>().objective).toEqual(whole);
  });

  test.each([
    [{ kind: 'best' }, '/objective/kind', 'found the string "best"; expected one of "joint", "absolute", "pareto"'],
    [{ kind: 'absolute', beta: 0 }, '/objective/beta', 'found the number 0; expected a number of at least -10 and below 0'],
    [{ kind: 'absolute', w: -0.07 }, '/objective/w', 'unknown field "w"; the fields here are kind, beta, target, caps'],
    [{ w: -0.07, caps: { params: 0 } }, '/objective/caps/params', 'found the number 0; expected an integer of at least 1'],
    [{ caps: { parameters: 9 } }, '/objective/caps/parameters', 'unknown field "parameters"; the fields here are params, stepTimeMs, memoryBytes'],
  ])('%j is refused', async (objective, path, message) => {
    expect(await problem({ objective })).toMatchObject({ code: 'INVALID_REQUEST', issues: [{ path, message }] });
  });
});

describe('caps that no network keeps within', () => {
  test('are refused, with what comes nearest', async () => {
    const memory = Math.min(...networks.map((network) => trainingMemory(network, { batchSize: 32, optimizer: 'rmsprop', emaDecay: 0 })));
    expect(await problem({ objective: { caps: { params: least - 1 } } })).toMatchObject({
      code: 'CAPS_IMPOSSIBLE', status: 422,
      detail: expect.stringContaining('none of the 24 networks of the space small keeps within the caps') as string,
      issues: [{ path: '/objective/caps/params', message: `found ${least - 1}; the network that comes nearest has ${least.toLocaleString('en-US')} trainable parameters` }],
    });
    expect(await problem({ objective: { kind: 'pareto', caps: { memoryBytes: memory - 1 } } })).toMatchObject({
      code: 'CAPS_IMPOSSIBLE', issues: [{ path: '/objective/caps/memoryBytes', message: expect.stringContaining(`has ${memory.toLocaleString('en-US')} bytes of memory`) as string }],
    });
    expect((await submit({ objective: { caps: { params: least, memoryBytes: 2 * memory, stepTimeMs: 1e-9 } } })).statusCode).toBe(201);
  });

  test('leave a budget for as many networks as there are', async () => {
    const objective = { caps: { params: params[2] } };
    const within = params.filter((count) => count <= (params[2] as number)).length;
    expect((await submit({ objective })).json<SearchDetail>().budget.candidates).toBe(within);
    expect(await problem({ objective, budget: { candidates: within + 1 } })).toMatchObject({
      code: 'BUDGET_IMPOSSIBLE', issues: [{ path: '/budget/candidates', message: `found ${within + 1}; expected at most ${within}` }],
    });
  });
});

describe('rescoring', () => {
  /** Three candidates: the fastest wins under the search's own objective, the most accurate without weights. */
  async function search(objective: object = { w: -0.3, v: 0, caps: { params: 1e6 } }): Promise<string> {
    const { id } = (await submit({ objective })).json<SearchDetail>();
    await addCandidate(service.db, id, { number: 0, status: 'completed', result: { accuracy: 0.99, stepTimeMs: 10, reward: 0.99 } });
    for (const [number, accuracy, stepTimeMs] of [[1, 0.7, 5], [2, 0.8, 10], [3, 0.9, 40]] as const) {
      await addCandidate(service.db, id, { number, status: 'completed', result: { accuracy, stepTimeMs, reward: accuracy * (stepTimeMs / 10) ** -0.3 } });
    }
    return id;
  }
  const rescored = async (id: string, objective: object, top?: number) => (
    await post(`/v1/searches/${id}/rescore`, { objective, ...(top === undefined ? {} : { top }) })).json<Rescoring>();

  test('tells what would have won, and where it stood', async () => {
    const id = await search();
    const { winner, presentWinner, items, kendallTau } = await rescored(id, { w: 0 }, 2);
    expect(winner).toMatchObject({ number: 3, rank: 1, presentRank: 3, reward: 0.9 });
    expect(presentWinner).toMatchObject({ number: 1, rank: 3, presentRank: 1 });
    expect(items.map(({ number }) => number)).toEqual([3, 2]);
    expect(kendallTau).toBe(-1);
  });

  test('takes what is left out from the search', async () => {
    const id = await search();
    expect((await rescored(id, { w: 0 })).objective).toEqual({ kind: 'joint', w: 0, v: 0, caps: { params: 1e6 } });
    expect((await rescored(id, {})).objective).toEqual((await rescored(id, {})).presentObjective);
    expect((await rescored(id, { kind: 'absolute' })).objective).toEqual({ kind: 'absolute', beta: -0.1, target: 1, caps: { params: 1e6 } });
    expect((await rescored(id, { caps: { stepTimeMs: 8 } })).objective).toEqual({ kind: 'joint', w: -0.3, v: 0, caps: { stepTimeMs: 8 } });
    const absolute = await search({ kind: 'absolute', beta: -0.5, target: 2 });
    expect((await rescored(absolute, { caps: { params: 10 } })).objective).toEqual({ kind: 'absolute', beta: -0.5, target: 2, caps: { params: 10 } });
    expect((await rescored(absolute, { w: -0.1 })).objective).toEqual({ kind: 'joint', w: -0.1, v: -0.05 });
  });

  test('a cap on step time leaves the winner within it', async () => {
    const { winner, withinCaps, measured } = await rescored(await search(), { w: 0, caps: { stepTimeMs: 10 } });
    expect({ number: winner?.number, withinCaps, measured }).toEqual({ number: 2, withinCaps: 2, measured: 3 });
  });

  test('is refused for what is no search and no objective', async () => {
    expect((await post(`/v1/searches/${newId()}/rescore`, { objective: {} })).json()).toMatchObject({ code: 'SEARCH_UNKNOWN' });
    const id = await search();
    expect((await post(`/v1/searches/${id}/rescore`, {})).json()).toMatchObject({ code: 'INVALID_REQUEST', issues: [{ path: '/objective' }] });
    expect((await post(`/v1/searches/${id}/rescore`, { objective: { w: 1 } })).json()).toMatchObject({ code: 'INVALID_REQUEST', issues: [{ path: '/objective/w' }] });
  });
});

test('strategies and schedulers are listed with their options', async () => {
  for (const [what, definitions] of [['strategies', STRATEGIES], ['schedulers', SCHEDULERS]] as const) {
    const { items } = (await service.app.inject(`/v1/${what}`)).json<{ items: { name: string; isDefault: boolean; options: { name: string; default: number }[] }[] }>();
    expect(items.map(({ name }) => name)).toEqual(definitions.map(({ name }) => name));
    expect(items.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    for (const [index, { options }] of definitions.entries()) {
      expect(items[index]?.options).toEqual(Object.entries(options).map(([name, spec]) => ({ name, ...spec })));
    }
  }
});
