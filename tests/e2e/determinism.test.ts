import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stack } from '../support/stack.js';

const LIMIT = 240_000;

describe('two searches with one seed and concurrency 1', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.start();
    await stack.run('controller', 'controller');
    await stack.run('worker', 'worker-1');
    await stack.run('worker', 'worker-2');
  }, LIMIT);
  afterAll(async () => { await stack.stop(); }, LIMIT);

  it.each([
    { name: 'random', options: {} },
    // Small enough to leave its first, random population; its choices follow the rewards from then on.
    { name: 'evolution', options: { populationSize: 2, sampleSize: 2 } },
  ])('propose the same architectures in the same order: $name', async (strategy) => {
    // Accuracy is the same each time, step time is not: without it in the reward, neither is chance in the tells.
    const request = { budget: { candidates: 4 }, concurrency: 1, seed: 11, strategy, objective: { w: 0 } };
    const searches = [await stack.submit(request), await stack.submit(request)];
    const orders: string[][] = [];
    for (const { id } of searches) {
      expect(await stack.untilEnded(id)).toMatchObject({ status: 'completed' });
      orders.push((await stack.candidates(id)).map((candidate) => candidate.architectureText));
    }
    expect(orders[0]).toHaveLength(4);
    expect(orders[1]).toEqual(orders[0]);
    const other = await stack.submit({ ...request, seed: 12 });
    await stack.untilEnded(other.id);
    expect((await stack.candidates(other.id)).map((candidate) => candidate.architectureText)).not.toEqual(orders[0]);
  }, LIMIT);

  it('give a candidate the same accuracy each time it is trained', async () => {
    const request = { budget: { candidates: 2 }, concurrency: 1, seed: 13 };
    const accuracies: (number | null)[][] = [];
    for (let run = 0; run < 2; run += 1) {
      const { id } = await stack.submit(request);
      await stack.untilEnded(id);
      accuracies.push((await stack.candidates(id)).map((candidate) => candidate.accuracy));
    }
    expect(accuracies[1]).toEqual(accuracies[0]);
  }, LIMIT);
});
