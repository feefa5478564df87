import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CandidateSummary, Pareto, Problem, Rescoring } from '@stride/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUICK_SEARCH, Stack } from '../support/stack.js';

const LIMIT = 240_000;
const CLI = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
const run = promisify(execFile);

describe('searches for something else than the joint reward', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await Stack.start();
    await stack.run('controller', 'controller');
    await stack.run('worker', 'worker-1');
    await stack.run('worker', 'worker-2');
  }, LIMIT);
  afterAll(async () => { await stack.stop(); }, LIMIT);

  const stride = (...args: string[]) => run(process.execPath, [CLI, ...args], { env: { ...process.env, STRIDE_HOST: '127.0.0.1', STRIDE_PORT: new URL(stack.url).port } });
  const ended = async (request: Parameters<Stack['submit']>[0]) => {
    const { id } = await stack.submit(request);
    const search = await stack.untilEnded(id);
    return { id, search, candidates: await stack.candidates(id) };
  };

  it('train what keeps within the caps, show the front, and are rescored without training', async () => {
    const { id, search, candidates } = await ended({ budget: { candidates: 6 }, objective: { kind: 'pareto', caps: { params: 25_000 } } });
    expect(search).toMatchObject({ status: 'completed', counts: { completed: 6 } });
    expect(Math.max(...candidates.map(({ params }) => params))).toBeLessThanOrEqual(25_000);

    const { items, hypervolume } = await stack.get<Pareto>(`/v1/searches/${id}/pareto`);
    expect(items.length).toBeGreaterThan(0);
    for (const { params, paramsRatio } of items) expect(paramsRatio).toBeCloseTo(params / search.referenceParams, 12);
    expect(hypervolume.value).toBeGreaterThan(0);
    expect(hypervolume.overTime.at(-1)).toMatchObject({ finished: 6, value: hypervolume.value });

    const { stdout } = await stride('rescore', id, '--w', '0', '--v', '-2', '--json');
    const rescoring = JSON.parse(stdout) as Rescoring;
    expect(rescoring).toMatchObject({ measured: 6, withinCaps: 6, objective: { kind: 'joint', w: 0, v: -2, caps: { params: 25_000 } }, presentObjective: { kind: 'pareto' } });
    const rewardOf = ({ accuracy, params }: CandidateSummary) => (accuracy ?? NaN) * (params / search.referenceParams) ** -2;
    const [best] = candidates.toSorted((a, b) => rewardOf(b) - rewardOf(a));
    expect(rescoring.winner).toMatchObject({ number: best?.number, reward: rewardOf(best as CandidateSummary) });
    expect((await stride('rescore', id, '--max-step-time', '0.000001')).stdout).toContain('Nothing would win');
    expect(await stack.candidates(id)).toEqual(candidates);
  }, LIMIT);

  it('stop a candidate whose measured step time is over the cap, and let none win, under an absolute reward', async () => {
    // Steps enough that a verdict comes before the end. Under any load of the machine every step takes longer than the cap.
    const proxyTask = { ...QUICK_SEARCH.proxyTask, epochs: 40, evaluations: 10 };
    const { id, search, candidates } = await ended({ budget: { candidates: 2 }, proxyTask, objective: { kind: 'absolute', target: 0.8, caps: { stepTimeMs: 0.001 } } });
    expect(search).toMatchObject({
      status: 'failed', statusReason: 'all 2 candidates of the budget have finished, and none completed', bestReward: null, bestCandidateId: null, counts: { pruned: 2 },
    });
    for (const { status, prunedAtStep, reward, stepTimeMs } of candidates) {
      expect(status).toBe('pruned');
      expect(prunedAtStep).toBeLessThan(320);
      expect(reward).toBeCloseTo(-1 - (1 - 0.001 / (stepTimeMs?.median ?? NaN)), 9);
    }
    const refused = await fetch(`${stack.url}/v1/searches/${id}/best`);
    expect([refused.status, (await refused.json() as Problem).code]).toEqual([409, 'NO_COMPLETED_CANDIDATE']);
    expect((await stack.get<Pareto>(`/v1/searches/${id}/pareto`)).items).toEqual([]);
  }, LIMIT);

  it('let no candidate win whose step time is over the cap though it was trained to the end, unless it is rescored without the cap', async () => {
    // Of a single evaluation, which is the end, there is nothing left to stop.
    const proxyTask = { ...QUICK_SEARCH.proxyTask, evaluations: 1 };
    const { id, search, candidates } = await ended({ budget: { candidates: 2 }, proxyTask, objective: { kind: 'absolute', target: 0.8, caps: { stepTimeMs: 0.001 } } });
    expect(search).toMatchObject({ status: 'completed', bestReward: null, bestCandidateId: null, counts: { completed: 2 } });
    for (const { reward, stepTimeMs } of candidates) expect(reward).toBeCloseTo(-1 - (1 - 0.001 / (stepTimeMs?.median ?? NaN)), 9);
    const refused = await fetch(`${stack.url}/v1/searches/${id}/best`);
    expect([refused.status, (await refused.json() as Problem).code]).toEqual([409, 'NO_COMPLETED_CANDIDATE']);
    const { winner } = await stack.post<Rescoring>(`/v1/searches/${id}/rescore`, { objective: { caps: {} } });
    expect(winner?.reward).toBeGreaterThan(-1);
  }, LIMIT);
});
