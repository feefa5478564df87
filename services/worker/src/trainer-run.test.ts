import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_AUGMENTATION, type Architecture, type ProxyTask } from '@stride/core';
import { describeDevice, runTrainer, type Outcome } from './trainer-run.js';

const TRAINER = fileURLToPath(new URL('./testing/ending-trainer.mjs', import.meta.url));

const ARCHITECTURE: Architecture = {
  schemaVersion: 1, input: { height: 8, width: 8, channels: 1 }, classes: 2, stem: { kernel: 3, stride: 2, channels: 4 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 1, expansion: 1, channels: 4, layers: 1, squeezeExcite: 0 }], head: { channels: 8 },
};
const TASK: ProxyTask = {
  trainSamples: 10, validationSamples: 10, batchSize: 2, epochs: 1, optimizer: 'sgd', learningRate: 0.1, warmupFraction: 0,
  weightDecay: 0, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, seed: 1, evaluations: 1,
  schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null,
  timing: { warmupSteps: 1, steps: 30 }, timeoutSeconds: 30,
};

function run(ending: string, options: { timeoutSeconds?: number; signal?: AbortSignal; reference?: boolean } = {}): Promise<Outcome> {
  const task = { ...TASK, timeoutSeconds: options.timeoutSeconds ?? TASK.timeoutSeconds };
  return runTrainer(
    { type: 'measure', architecture: ARCHITECTURE, dataset: ending, task, reference: options.reference ? ARCHITECTURE : null },
    { trainerPath: TRAINER, signal: options.signal ?? new AbortController().signal, lateMs: 0 });
}

describe('runTrainer', () => {
  it('returns the measurement, the reference step time and when each part was done', async () => {
    const outcome = await run('measured', { reference: true });
    expect(outcome).toMatchObject({ kind: 'measured', measurement: { accuracy: 0.5 }, referenceStepTimeMs: { median: 4 } });
    expect(outcome.trainedAt).toBeInstanceOf(Date);
    expect(outcome.timedAt).toBeInstanceOf(Date);
  });

  it('says when the steps are timed, before it trains', async () => {
    const told: string[] = [];
    await runTrainer({ type: 'measure', architecture: ARCHITECTURE, dataset: 'measured', task: TASK, reference: null }, {
      trainerPath: TRAINER, signal: new AbortController().signal,
      onTimed: ({ stepTimeMs }) => told.push(`timed ${stepTimeMs.median}`), onProgress: ({ phase }) => told.push(phase),
    });
    expect(told).toEqual(['timing', 'timed 2', 'training']);
  });

  it('has what there is of a training that was pruned', async () => {
    const stop = new AbortController();
    const outcome = await runTrainer({ type: 'measure', architecture: ARCHITECTURE, dataset: 'goes-on', task: TASK, reference: null }, {
      trainerPath: TRAINER, signal: stop.signal, onProgress: ({ point }) => { if (point) stop.abort('pruned'); },
    });
    expect(outcome).toMatchObject({
      kind: 'pruned', referenceStepTimeMs: null, trainedAt: expect.any(Date) as Date, timedAt: expect.any(Date) as Date,
      measurement: { accuracy: 0.1, trainSeconds: 0.1, stepTimeMs: { median: 2 }, params: 10, curve: [{ step: 1 }] },
    });
  });

  it.each([['goes-on', 'unwanted'], ['goes-on', 'released'], ['goes-on-untimed', 'pruned']])('has nothing of a training that %s and is stopped as %s', async (ending, reason) => {
    const stop = new AbortController();
    const outcome = await runTrainer({ type: 'measure', architecture: ARCHITECTURE, dataset: ending, task: TASK, reference: null }, {
      trainerPath: TRAINER, signal: stop.signal, onProgress: ({ point }) => { if (point) stop.abort(reason); },
    });
    expect(outcome).toMatchObject({ kind: 'stopped' });
  });

  it('takes the first report only', async () => {
    expect(await run('measured-twice')).toMatchObject({ kind: 'measured', measurement: { accuracy: 0.5 } });
  });

  it.each([
    ['diverged', 'DIVERGED', 'the loss is NaN at step 3'],
    ['too-slow', 'TIMEOUT', 'Took longer than its limit of 1 s, while training.'],
    ['too-large', 'OOM', 'takes about 5000 MiB'],
    ['unknown', 'ERROR', 'what?'],
    ['throws', 'ERROR', 'the trainer process exited with code 1 without a report while training'],
    ['exits', 'ERROR', 'the trainer process exited with code 3 without a report while preparing'],
    ['killed', 'ERROR', 'was ended by SIGKILL without a report'],
    ['out-of-memory', 'OOM', 'ran out of memory'],
  ])('says why a trainer that %s has failed: %s', async (ending, reason, message) => {
    const outcome = await run(ending);
    expect(outcome).toMatchObject({ kind: 'failed', reason });
    expect(outcome.kind === 'failed' && outcome.message).toContain(message);
  });

  it('keeps the tail of the log', async () => {
    expect(await run('exits')).toMatchObject({ logTail: expect.stringContaining('last words') });
    expect(await run('throws')).toMatchObject({ logTail: expect.stringContaining('a bug of ours') });
  });

  it.each(['hangs', 'hangs-deaf'])('ends a trainer that %s at its time limit', async (ending) => {
    expect(await run(ending, { timeoutSeconds: 1 })).toMatchObject({ kind: 'failed', reason: 'TIMEOUT', message: expect.stringContaining('limit of 1 s') });
  });

  it('gives loading, candidate and reference their time limit each', async () => {
    expect(await run('slow-in-parts', { timeoutSeconds: 3 })).toMatchObject({ kind: 'measured' });
  });

  it.each(['hangs', 'hangs-deaf'])('stops a trainer that %s when asked to', async (ending) => {
    const stop = new AbortController();
    const outcome = run(ending, { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    expect(await outcome).toMatchObject({ kind: 'stopped' });
  });

  it('stops at once when it was stopped before it began', async () => {
    expect(await run('hangs', { signal: AbortSignal.abort() })).toMatchObject({ kind: 'stopped' });
  });

  it('reports a trainer whose process cannot be made', async () => {
    const outcome = await runTrainer(
      { type: 'measure', architecture: ARCHITECTURE, dataset: 'measured', task: TASK, reference: null },
      { trainerPath: TRAINER, execPath: '/nowhere/node', signal: new AbortController().signal });
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'ERROR', message: expect.stringContaining('could not be started'), logTail: expect.stringContaining('ENOENT') });
  });

  it('reports a trainer that cannot even start', async () => {
    const outcome = await runTrainer(
      { type: 'measure', architecture: ARCHITECTURE, dataset: 'measured', task: TASK, reference: null },
      { trainerPath: '/nowhere/trainer.mjs', signal: new AbortController().signal });
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'ERROR', logTail: expect.stringContaining('/nowhere/trainer.mjs') });
  });
});

describe('the real trainer process', () => {
  // Built code, not the sources that the test runner resolves packages to.
  const { execArgv } = process;
  beforeAll(() => { process.execArgv = []; });
  afterAll(() => { process.execArgv = execArgv; });

  const architecture: Architecture = { ...ARCHITECTURE, input: { height: 28, width: 28, channels: 1 }, classes: 10 };
  const real = (task: Partial<ProxyTask>) => runTrainer(
    { type: 'measure', architecture, dataset: 'synthetic', task: { ...TASK, ...task }, reference: architecture }, { signal: new AbortController().signal });

  it('brings the step time of the reference, too', async () => {
    expect(await real({})).toMatchObject({
      kind: 'measured', measurement: { stepTimeMs: { n: 30 }, calibrationMs: expect.any(Number) as number }, referenceStepTimeMs: { n: 30 } });
  });

  it('ends with OOM what would not fit, before it trains', async () => {
    const outcome = await real({ memoryBudgetBytes: 2 ** 20 });
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'OOM', message: expect.stringMatching(/takes about .* MiB .* budget of the task is 1\.0 MiB/) as string });
    expect(outcome.trainedAt).toBeNull();
  });

  it('ends with TIMEOUT by itself what takes too long', async () => {
    expect(await real({ epochs: 10_000, timeoutSeconds: 6 })).toMatchObject({ kind: 'failed', reason: 'TIMEOUT', message: 'Took longer than its limit of 6 s, while training.' });
  });
});

describe('describeDevice', () => {
  it('asks the trainer process', async () => {
    expect(await describeDevice(TRAINER)).toMatchObject({ device: { backend: 'none', threads: 1 }, exclusive: false });
  });

  it('says what the process said when it cannot tell', async () => {
    await expect(describeDevice('/nowhere/trainer.mjs')).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('/nowhere') });
  });
});
