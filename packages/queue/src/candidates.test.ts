/** What the order of jobs is, on both datastores. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '@stride/contracts';
import { createQueues } from './queues.js';
import { Inbox } from './testing/inbox.js';
import { candidateJob, trainingJob } from './testing/messages.js';
import { TEST_BACKENDS, type TestBackend } from './testing/test-backends.js';

describe.each(TEST_BACKENDS)('on $kind', ({ startBackend }) => {
  let backend: TestBackend;
  beforeAll(async () => { backend = await startBackend(); });
  afterAll(async () => { await backend?.remove(); });

  test('candidates come before trainings, whichever was there first', async () => {
    const queues = createQueues({ ...backend.config, prefix: 'order' });
    const first = trainingJob(1);
    for (const job of [first, candidateJob(2), trainingJob(3), candidateJob(4)]) await queues.candidates.submit(job);
    expect((await queues.counts()).candidates.waiting).toBe(4);
    expect(await queues.candidates.state(first.ref)).toBe('waiting');
    const got = new Inbox<Job>();
    const consumer = queues.candidates.work(async (received) => got.add(received));
    expect((await got.take(4)).map(({ number }) => number)).toEqual([2, 4, 1, 3]);
    await consumer.close();
    await queues.close();
  });
});
