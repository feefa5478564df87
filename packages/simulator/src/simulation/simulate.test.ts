import { SCHEDULERS, STRATEGIES, strategyNamed, type SchedulerDefinition } from '@stride/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvaluationData } from '../data/evaluation-data.js';
import { readTable } from '../table/read-table.js';
import { tableData } from '../table/table-data.js';
import type { Conditions } from './conditions.js';
import { simulate, type SimulatedSearch, type SimulationSetup } from './simulate.js';

const WIDTH = 6;

/** Every encoding of six decisions of three; two repeats, three fidelities, some failures, and trainings of different lengths. */
function table(): EvaluationData {
  const points = Array.from({ length: 3 ** WIDTH }, (_, rank) => Array.from({ length: WIDTH }, (__, at) => Math.floor(rank / 3 ** (WIDTH - 1 - at)) % 3));
  const value = (encoding: readonly number[]) => encoding.reduce((sum, index, at) => sum + index * (at + 1), 0);
  const at = (share: number) => points.map((encoding) => (value(encoding) % 13 === 5 ? null : [share * value(encoding), share * value(encoding) + 1]));
  return tableData(readTable({
    schemaVersion: 1, name: 'made', decisions: Array.from({ length: WIDTH }, (_, index) => ({ name: `d${index}`, choices: [1, 2, 3] })), points: 'all',
    metrics: {
      score: { goal: 'maximize', fidelities: [1, 3, 9], values: [at(0.4), at(0.8), at(1)] },
      seconds: { goal: 'minimize', values: points.map((encoding) => 10 + value(encoding)) },
    },
    reward: 'score', cost: 'seconds',
  }));
}

const data = table();
const ROUGH: Partial<Conditions> = { jitter: 0.2, stragglerShare: 0.1, stragglerFactor: 5, crashShare: 0.2, pauseSeconds: 40, failureShare: 0.05 };
const run = (setup: Partial<SimulationSetup> & Pick<SimulationSetup, 'strategy'>): Promise<SimulatedSearch> => (
  simulate({ data, candidates: 40, workers: 4, seed: 1, conditions: ROUGH, ...setup }));
const scheduler = fc.constantFrom(...SCHEDULERS);

describe('simulate', () => {
  it('gives the same search again for the same setup, and others for other seeds', async () => {
    const strategy = strategyNamed('evolution');
    const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => run({ strategy, seed })));
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it.each(STRATEGIES)('$name goes on from its stored state as if nothing had happened, wherever the controller is killed', async (strategy) => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 9 }), scheduler, fc.uniqueArray(fc.nat(40)), async (seed, workers, definition, kills) => {
      const setup = { strategy, seed, workers, scheduler: definition };
      const whole = await run(setup);
      expect(await run({ ...setup, restoreAt: (turn) => kills.includes(turn) })).toEqual(whole);
    }), { numRuns: 12 });
  });

  it.each(STRATEGIES)('$name is restored at every turn of a search without a difference', async (strategy) => {
    const setup = { strategy, candidates: 60, workers: 3, scheduler: SCHEDULERS.at(-1) as (typeof SCHEDULERS)[number] };
    expect(await run({ ...setup, restoreAt: () => true })).toEqual(await run(setup));
  });

  it.each(STRATEGIES)('$name goes on in a long search, too, with many kills', async (strategy) => {
    const setup = { strategy, candidates: 200, workers: 5, seed: 3, conditions: { ...ROUGH, crashShare: 0.02 } };
    const whole = await run(setup);
    expect(await run({ ...setup, restoreAt: (turn) => turn % 17 === 5 })).toEqual(whole);
  });

  it('keeps the books: every candidate ends, time and workers add up', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 12 }), scheduler, async (seed, workers, definition) => {
      const search = await run({ strategy: strategyNamed('random'), seed, workers, scheduler: definition });
      const { candidates, finished, wallSeconds, workerSeconds, utilization } = search;
      expect([candidates.length, finished.length]).toEqual([40, 40]);
      expect(candidates.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      const ends = finished.map(({ finishedAt }) => finishedAt as number);
      expect(ends).toEqual(ends.toSorted((a, b) => a - b));
      expect(ends.at(-1)).toBe(wallSeconds);
      expect(workerSeconds).toBeLessThanOrEqual(workers * wallSeconds * (1 + 1e-9));
      expect(utilization).toBeGreaterThan(0);
      for (const { status, reward, rewards, failure, attempts, savedSeconds } of candidates) {
        if (status !== 'pruned') expect(reward === null).toBe(status === 'failed');
        expect(failure === null).toBe(status !== 'failed');
        expect(attempts).toBeGreaterThanOrEqual(failure === 'LOST' ? 3 : 1);
        expect(attempts).toBeLessThanOrEqual(3);
        if (status === 'completed') expect(reward).toBe(rewards.at(-1));
        expect(savedSeconds > 0).toBe(status === 'pruned');
      }
    }), { numRuns: 20 });
  });

  it('tries a candidate three times at most when its worker dies', async () => {
    const { candidates, endedAs } = await run({ strategy: strategyNamed('random'), conditions: { crashShare: 1 } });
    expect(candidates.every(({ status, failure, attempts }) => status === 'failed' && (failure === 'OOM' ? attempts <= 3 : attempts === 3))).toBe(true);
    expect(candidates.some(({ failure }) => failure === 'LOST')).toBe(true);
    expect(endedAs).toBe('all 40 candidates of the budget have finished, and none completed');
  });

  it('is no success when everything was pruned', async () => {
    const cruel: SchedulerDefinition = { ...(SCHEDULERS[0] as SchedulerDefinition), create: () => ({ rungs: () => [1], verdict: () => 'stop' }) };
    const { candidates, endedAs } = await run({ strategy: strategyNamed('random'), scheduler: cruel, conditions: {} });
    expect(candidates.map(({ status }) => status)).not.toContain('completed');
    expect(endedAs).toBe('all 40 candidates of the budget have finished, and none completed');
  });

  it('takes the time that the data tells when nothing comes between', async () => {
    const { candidates, wallSeconds, utilization } = await run({ strategy: strategyNamed('random'), workers: 1, conditions: { jitter: 0 } });
    const trained = candidates.filter(({ status }) => status === 'completed');
    for (const { workerSeconds, encoding } of trained) expect(workerSeconds).toBeCloseTo(10 + encoding.reduce((sum, index, at) => sum + index * (at + 1), 0), 9);
    expect(wallSeconds).toBeCloseTo(candidates.reduce((sum, candidate) => sum + candidate.workerSeconds, 0), 6);
    expect(utilization).toBeCloseTo(1, 9);
  });

  it('uses several workers at once', async () => {
    const strategy = strategyNamed('random');
    const one = await run({ strategy, workers: 1, conditions: {} });
    const eight = await run({ strategy, workers: 8, conditions: {} });
    expect(one.wallSeconds / eight.wallSeconds).toBeGreaterThan(6);
    expect(eight.workerSeconds).toBeCloseTo(one.workerSeconds, 6);
  });

  it('ends when every point of the table has been tried', async () => {
    const { candidates, endedAs } = await run({ strategy: strategyNamed('evolution'), candidates: 1000, workers: 16 });
    expect(new Set(candidates.map(({ hash }) => hash)).size).toBe(3 ** WIDTH);
    expect(endedAs).toBe('no architecture of the space is left to try');
  });

  it('stops candidates at rungs, and saves what they had yet to go', async () => {
    const strategy = strategyNamed('random');
    const full = await run({ strategy, conditions: { jitter: 0 } });
    const stopped = await run({ strategy, conditions: { jitter: 0 }, scheduler: SCHEDULERS.find(({ name }) => name === 'asha') as (typeof SCHEDULERS)[number] });
    const pruned = stopped.candidates.filter(({ status }) => status === 'pruned');
    expect(pruned.length).toBeGreaterThan(10);
    expect(stopped.workerSeconds + stopped.savedSeconds).toBeCloseTo(full.workerSeconds, 6);
    expect(pruned.every(({ rewards }) => rewards.length < 3)).toBe(true);
    // Rewards grow on the way: whoever was stopped is expected to have come to more than was seen.
    const told = pruned.filter(({ reward }) => reward !== null);
    expect(told.length).toBeGreaterThan(10);
    expect(told.every(({ reward, rewards }) => (reward as number) > (rewards.at(-1) as number))).toBe(true);
  });

  it('refuses conditions that make no sense', async () => {
    await expect(run({ strategy: strategyNamed('random'), conditions: { crashShare: 2 } })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('crashShare is 2') as string });
    await expect(run({ strategy: strategyNamed('random'), conditions: { medianSeconds: 0 } })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
