import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AttemptRef, Budget, Report, ReportOf } from '@stride/contracts';
import { costOf, NO_AUGMENTATION, parseSearchSpace, type Architecture, type Device, type Measurement, type Objective, type SearchSpace, type StepTime } from '@stride/core';
import { createDatabase, createSearch, migrate, queuedJobs, startEmbedded, type Database, type WarmStart } from '@stride/storage';

/** A real database of one test file. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  close(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const home = mkdtempSync(path.join(tmpdir(), 'stride-controller-'));
  const server = await startEmbedded({ home });
  await migrate(server.url);
  const db = createDatabase(server.url);
  const close = async () => {
    await db.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { db, url: server.url, close };
}

const REFERENCE: Architecture = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10, stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'fused_mbconv', kernel: 3, stride: 1, expansion: 1, channels: 8, layers: 1, squeezeExcite: 0 }], head: { channels: 16 },
};

/** 2 x 2 x 3 = 12 networks. */
export const SPACE: SearchSpace = parseSearchSpace({
  schemaVersion: 1, name: 'twelve', input: REFERENCE.input, classes: 10, stem: REFERENCE.stem,
  stages: [{ op: ['mbconv', 'fused_mbconv'], kernel: [3, 5], stride: 2, expansion: [1, 2, 4], channels: 16, layers: 1, squeezeExcite: 0 }],
  head: REFERENCE.head, reference: REFERENCE,
});
export const SPACE_SIZE = 12;

export interface SearchChanges {
  readonly budget?: Partial<Budget>;
  readonly concurrency?: number;
  readonly strategy?: { readonly name: string; readonly options: Record<string, number> };
  readonly seed?: number;
  readonly warmStart?: WarmStart;
  readonly objective?: Objective;
  readonly scheduler?: { readonly name: string; readonly options: Record<string, number> };
  readonly evaluations?: number;
}

export async function addSearch(db: Database, changes: SearchChanges = {}): Promise<string> {
  const { searchId } = await createSearch(db, {
    name: 'test', space: SPACE, dataset: 'synthetic',
    proxyTask: {
      trainSamples: 64, validationSamples: 32, batchSize: 8, epochs: 1, optimizer: 'sgd', learningRate: 0.1, warmupFraction: 0,
      weightDecay: 0, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, seed: 1, evaluations: changes.evaluations ?? 1,
      schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null,
      timing: { warmupSteps: 1, steps: 30 }, timeoutSeconds: 60,
    },
    objective: changes.objective ?? { kind: 'joint', w: -0.07, v: -0.05 },
    strategy: changes.strategy ?? { name: 'random', options: {} },
    budget: { candidates: 4, wallSeconds: null, failures: null, ...changes.budget },
    concurrency: changes.concurrency ?? 2, seed: changes.seed ?? 1,
    ...(changes.scheduler === undefined ? {} : { scheduler: changes.scheduler }),
    ...(changes.warmStart === undefined ? {} : { warmStart: changes.warmStart }),
  });
  return searchId;
}

export const DEVICE: Device = { backend: 'wasm', vendor: 'Test', name: 'CPU', driver: '1', threads: 1 };
export const stepTime = (median: number): StepTime => ({ median, p10: median * 0.9, p90: median * 1.1, n: 30 });

/** The queued attempts of a search, in the order of their candidates' numbers. */
export async function queuedRefs(db: Database, searchId: string): Promise<(AttemptRef & { number: number })[]> {
  return (await queuedJobs(db.prisma, { searchId })).map(({ job }) => ({ ...job.ref, number: job.number }));
}

export const refOf = ({ searchId, candidateId, trainingId, attempt, token }: AttemptRef): AttemptRef => (
  { searchId, candidateId, ...(trainingId === undefined ? {} : { trainingId }), attempt, token });

export function started(ref: AttemptRef, workerId = 'worker-1'): ReportOf<'started'> {
  return { type: 'started', ref: refOf(ref), workerId, at: new Date().toISOString() };
}

const times = () => {
  const now = new Date().toISOString();
  return { startedAt: now, trainedAt: now, timedAt: now, reportedAt: now };
};

/** A report of a candidate that took `ms` a step and reached `accuracy`. */
export async function completedReport(
  db: Database, ref: AttemptRef, { accuracy = 0.8, ms = 20, s0 = 10, device = DEVICE, calibrationMs = 3 } = {},
): Promise<ReportOf<'completed'>> {
  const row = await db.prisma.candidate.findUniqueOrThrow({ where: { id: ref.candidateId } });
  const cost = costOf(row.architecture as unknown as Architecture);
  const measurement: Measurement = {
    accuracy, stepTimeMs: stepTime(ms), timingFlags: [], calibrationMs, params: cost.params, multiplyAdds: cost.multiplyAdds, peakMemoryBytes: null, device,
    curve: [{ step: 8, epoch: 1, trainLoss: 1, validationLoss: 1, validationAccuracy: accuracy, seconds: 2 }], trainSeconds: 2, timeSeconds: 1,
  };
  return { type: 'completed', ref: refOf(ref), workerId: 'worker-1', measurement, reward: 0, referenceStepTimeMs: stepTime(s0), times: times() };
}

export function failedReport(ref: AttemptRef, reason: ReportOf<'failed'>['reason']): Report {
  return { type: 'failed', ref: refOf(ref), workerId: 'worker-1', reason, message: `ended with ${reason}`, logTail: 'the last lines', times: times() };
}
