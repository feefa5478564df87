/** Processes that die at the worst moment: no candidate is lost, none counts twice, and the search ends with its budget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateSummary } from '@stride/contracts';
import { QUICK_SEARCH, Stack, type QueueBackend } from '../support/stack.js';

const LIMIT = 240_000;
/** Training that lasts long enough to be killed in the middle. */
const SLOW = { ...QUICK_SEARCH.proxyTask, epochs: 40, evaluations: 10 };

function expectExactly(candidates: readonly CandidateSummary[], budget: number): void {
  expect(candidates.map((candidate) => candidate.number)).toEqual(Array.from({ length: budget }, (_, index) => index + 1));
  expect(candidates.map((candidate) => candidate.status)).toEqual(Array.from({ length: budget }, () => 'completed'));
  expect(new Set(candidates.map((candidate) => candidate.architectureHash)).size).toBe(budget);
}

describe.each<QueueBackend>(['postgres', 'redis'])('with queues on %s', (queue) => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await Stack.start(queue);
    await stack.run('controller', 'controller-1');
    await stack.run('worker', 'worker-1');
    await stack.run('worker', 'worker-2');
  }, LIMIT);
  afterAll(async () => { await stack.stop(); }, LIMIT);

  it('tries a candidate again when its worker is killed in mid-training', async () => {
    const { id } = await stack.submit({ budget: { candidates: 3 }, proxyTask: SLOW });
    const victim = await stack.until(async () => (await stack.candidates(id)).find((candidate) => (
      candidate.status === 'running' && candidate.workerId !== null && (candidate.progress?.stepsDone ?? 0) > 0)));
    const worker = victim.workerId as string;
    await stack.kill(worker);
    const retried = await stack.until(async () => {
      const candidate = await stack.candidate(victim.id);
      return candidate.attempts > 1 && candidate;
    });
    expect(retried.attemptHistory[0]).toMatchObject({ status: 'failed', failureReason: 'LOST', workerId: worker });
    await stack.run('worker', worker);
    const ended = await stack.untilEnded(id);
    expect(ended).toMatchObject({ status: 'completed', counts: { completed: 3, failed: 0, queued: 0, running: 0 } });
    const candidates = await stack.candidates(id);
    expectExactly(candidates, 3);
    const detail = await stack.candidate(victim.id);
    expect(detail.attemptHistory.filter((attempt) => attempt.status === 'completed')).toHaveLength(1);
  }, LIMIT);

  it('gives up on a candidate whose worker is lost three times, and goes on with the others', async () => {
    const { id } = await stack.submit({ budget: { candidates: 2, failures: 2 }, concurrency: 1, proxyTask: SLOW });
    const hit = new Set<string>();
    for (let kills = 0; kills < 3; kills += 1) {
      const running = await stack.until(async () => (await stack.candidates(id)).find((candidate) => (
        candidate.number === 1 && candidate.status === 'running' && candidate.workerId !== null
        && !hit.has(`${candidate.attempts}`) && (candidate.progress?.stepsDone ?? 0) > 0)));
      hit.add(`${running.attempts}`);
      await stack.kill(running.workerId as string);
      await stack.run('worker', running.workerId as string);
    }
    const ended = await stack.untilEnded(id);
    expect(ended).toMatchObject({ status: 'completed', counts: { completed: 1, failed: 1 } });
    const first = (await stack.candidates(id)).find((candidate) => candidate.number === 1);
    expect(first).toMatchObject({ status: 'failed', failureReason: 'LOST', attempts: 3 });
  }, LIMIT);

  it('goes on where it was when the controller is killed after each report', async () => {
    const { id } = await stack.submit({ budget: { candidates: 5 } });
    for (let killed = 1; killed <= 3; killed += 1) {
      // Finished but not told: the very moment between a report and the next ask, or as near to it as can be seen.
      await stack.until(async () => (await stack.search(id)).counts.completed >= killed);
      await stack.kill('controller-1');
      await stack.run('controller', 'controller-1');
    }
    const ended = await stack.untilEnded(id);
    expect(ended).toMatchObject({ status: 'completed', counts: { completed: 5, failed: 0 } });
    expectExactly(await stack.candidates(id), 5);
  }, LIMIT);

  it('lets two controllers share the work, and one go on alone', async () => {
    await stack.run('controller', 'controller-2');
    const { id } = await stack.submit({ budget: { candidates: 4 }, seed: 8 });
    await stack.until(async () => (await stack.search(id)).counts.completed >= 1);
    await stack.kill('controller-1');
    const ended = await stack.untilEnded(id);
    expect(ended.counts).toMatchObject({ completed: 4, failed: 0 });
    expectExactly(await stack.candidates(id), 4);
    await stack.end('controller-2');
    await stack.run('controller', 'controller-1');
  }, LIMIT);

  it('stops a candidate in training when its search is cancelled', async () => {
    const { id } = await stack.submit({ budget: { candidates: 4 }, proxyTask: { ...SLOW, epochs: 400 } });
    await stack.until(async () => (await stack.candidates(id)).some((candidate) => candidate.status === 'running'));
    await stack.post(`/v1/searches/${id}/cancel`);
    expect((await stack.candidates(id)).map((candidate) => candidate.status)).toEqual(expect.not.arrayContaining(['running', 'queued']));
    // The workers are free again: the next search gets through.
    const next = await stack.submit({ budget: { candidates: 1 } });
    expect(await stack.untilEnded(next.id)).toMatchObject({ status: 'completed' });
    expect(await stack.search(id)).toMatchObject({ status: 'cancelled', counts: { completed: 0 } });
  }, LIMIT);

  it('gives a candidate back, without counting a loss, when its worker is stopped in order', async () => {
    const { id } = await stack.submit({ budget: { candidates: 1 }, concurrency: 1, proxyTask: SLOW });
    const running = await stack.until(async () => (await stack.candidates(id)).find((candidate) => candidate.number === 1 && candidate.status === 'running'));
    await stack.end(running.workerId as string);
    await stack.run('worker', running.workerId as string);
    const ended = await stack.untilEnded(id);
    expect(ended.counts).toMatchObject({ completed: 1, failed: 0 });
    const detail = await stack.candidate(running.id);
    expect(detail.attemptHistory.map((attempt) => attempt.status)).toEqual(['cancelled', 'completed']);
  }, LIMIT);
});
