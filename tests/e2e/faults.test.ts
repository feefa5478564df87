/** Processes that die at the worst moment: no candidate is lost, none counts twice, and the search ends with its budget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateSummary } from '@stride/contracts';
import { createDatabase, type Transaction } from '@stride/storage';
import { QUICK_SEARCH, Stack, type QueueBackend } from '../support/stack.js';

const LIMIT = 240_000;
/** Longer than an attempt's lease of 15 s. */
const OUTAGE_MS = 20_000;
/** Training that lasts long enough to be killed in the middle. */
const SLOW = { ...QUICK_SEARCH.proxyTask, epochs: 40, evaluations: 10 };

function expectExactly(candidates: readonly CandidateSummary[], budget: number): void {
  expect(candidates.map((candidate) => candidate.number)).toEqual(Array.from({ length: budget }, (_, index) => index + 1));
  expect(candidates.map((candidate) => candidate.status)).toEqual(Array.from({ length: budget }, () => 'completed'));
  expect(new Set(candidates.map((candidate) => candidate.architectureHash)).size).toBe(budget);
}

/** Proposals with an accepted report that the strategy has not been told of. */
function untold(tx: Transaction, searchId: string): Promise<number> {
  return tx.candidate.count({ where: { searchId, role: 'candidate', status: 'completed', toldAt: null } });
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

  it('goes on where it was when the controller is killed between a report and the next ask', async () => {
    const { id } = await stack.submit({ budget: { candidates: 5 } });
    const database = createDatabase(stack.databaseUrl);
    for (let killed = 1; killed <= 3; killed += 1) {
      await database.transaction(async (tx) => {
        // Who holds the search's row keeps a controller from asking, not from accepting.
        await tx.$executeRaw`SELECT 1 FROM "Search" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
        await stack.until(async () => (await untold(tx, id)) > 0);
        await stack.kill('controller-1');
      }, { timeoutMs: LIMIT });
      await stack.run('controller', 'controller-1');
    }
    await database.close();
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

  it('loses nobody when the queue is away for longer than a lease', async () => {
    const { id } = await stack.submit({ budget: { candidates: 2 }, proxyTask: SLOW });
    await stack.until(async () => (await stack.candidates(id)).some((candidate) => candidate.status === 'running'));
    await stack.stopQueue();
    await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
    await stack.startQueue();
    const ended = await stack.untilEnded(id);
    expect(ended).toMatchObject({ status: 'completed', counts: { completed: 2, failed: 0 } });
    expect((await stack.candidates(id)).map((candidate) => candidate.attempts)).toEqual([1, 1]);
    expect(ended.reference?.attempts).toBe(1);
  }, LIMIT);

  it('stops a candidate in training when its search is cancelled', async () => {
    const { id } = await stack.submit({ budget: { candidates: 4 }, proxyTask: { ...SLOW, epochs: 400 } });
    await stack.until(async () => (await stack.candidates(id)).some((candidate) => candidate.status === 'running'));
    await stack.post(`/v1/searches/${id}/cancel`);
    const statuses = (await stack.candidates(id)).map((candidate) => candidate.status);
    expect(statuses.filter((status) => status === 'running' || status === 'queued')).toEqual([]);
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
