/** For tests: a search and candidates, written as a controller would leave them. */
import {
  architectureHash, costOf, deviceClass, formatArchitecture, NO_AUGMENTATION,
  type Architecture, type CandidateStatus, type Device, type Measurement, type SearchSpace,
} from '@stride/core';
import type { Database } from '../../client.js';
import { newId } from '../../ids.js';
import type { NewSearch } from '../create.js';
import { asJson } from '../json.js';

export const REFERENCE: Architecture = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10,
  stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 4, channels: 16, layers: 1, squeezeExcite: 0.25 }],
  head: { channels: 32 },
};

/** 2 ops x 2 kernels x 3 expansions x 2 depths: 24 architectures. */
export const SPACE: SearchSpace = {
  schemaVersion: 1, name: 'small', input: { height: 28, width: 28, channels: 1 }, classes: 10,
  stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{
    op: ['mbconv', 'fused_mbconv'], kernel: [3, 5], stride: 2, expansion: [2, 4, 6], channels: 16, layers: [1, 2], squeezeExcite: 0.25,
  }],
  head: { channels: 32 },
  reference: REFERENCE,
};

export const DEVICE: Device = { backend: 'wasm', vendor: 'ACME', name: 'CPU 3000', driver: 'v8', threads: 1 };

export function newSearch(overrides: Partial<NewSearch> = {}): NewSearch {
  return {
    name: 'a search', space: SPACE, dataset: 'fashion-mnist',
    proxyTask: {
      trainSamples: 640, validationSamples: null, batchSize: 32, epochs: 1, optimizer: 'rmsprop', learningRate: 0.01,
      warmupFraction: 0.1, weightDecay: 0, labelSmoothing: 0, dropout: 0, stochasticDepth: 0, seed: 7, evaluations: 2,
      schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null,
      timing: { warmupSteps: 5, steps: 30 }, timeoutSeconds: 60,
    },
    objective: { kind: 'joint', w: -0.07, v: -0.05 }, strategy: { name: 'random', options: {} },
    budget: { candidates: 8, wallSeconds: null, failures: 3 }, concurrency: 2, seed: 7,
    ...overrides,
  };
}

export interface CandidateFixture {
  readonly number: number;
  readonly status?: CandidateStatus;
  readonly accuracy?: number | null;
  readonly stepTimeMs?: number | null;
  readonly params?: number;
  readonly reward?: number | null;
  readonly device?: Device;
  readonly peakMemoryBytes?: number;
  readonly encoding?: readonly number[];
  readonly finishedAt?: Date | null;
}

/** Inserts a candidate (number 0 is the reference) with one attempt in the matching status. Returns its id. */
export async function addCandidate(db: Database, searchId: string, fixture: CandidateFixture): Promise<string> {
  const { number, status = 'completed', device = DEVICE } = fixture;
  const id = newId();
  const { params, multiplyAdds } = costOf(REFERENCE);
  const { accuracy = null, stepTimeMs = null, reward = null } = fixture;
  await db.prisma.candidate.create({
    data: {
      id, searchId, number, role: number === 0 ? 'reference' : 'candidate', status,
      architecture: asJson(REFERENCE), architectureHash: architectureHash(REFERENCE), architectureText: formatArchitecture(REFERENCE),
      params: fixture.params ?? params, multiplyAdds, ...(fixture.encoding === undefined ? {} : { encoding: [...fixture.encoding] }),
      accuracy, stepTimeMs, reward, finishedAt: fixture.finishedAt ?? (status === 'completed' ? new Date(number) : null),
      ...(accuracy === null || stepTimeMs === null
        ? {} : { deviceClass: deviceClass(device), measurement: asJson({ ...measured(accuracy, stepTimeMs, device), peakMemoryBytes: fixture.peakMemoryBytes ?? null }) }),
      attempts: {
        create: {
          id: newId(), number: 1, token: newId(), status: status === 'pruned' ? 'completed' : status, workerId: 'worker-1',
          progress: { phase: 'training', stepsDone: 3, stepsTotal: 20 }, startedAt: new Date(),
        },
      },
    },
  });
  if (stepTimeMs !== null) await setReferenceStepTime(db, searchId, device, REFERENCE_STEP_MS);
  return id;
}

/** S0 of candidates where a test sets no other. */
const REFERENCE_STEP_MS = 10;

/** S0 of a class of device, unless there is one. */
export async function setReferenceStepTime(db: Database, searchId: string, device: Device, median: number): Promise<void> {
  await db.prisma.referenceStepTime.createMany({
    data: { searchId, deviceClass: deviceClass(device), device: asJson(device), stepTimeMs: { median, p10: median, p90: median, n: 30 } }, skipDuplicates: true,
  });
}

function measured(accuracy: number, median: number, device: Device): Measurement {
  const { params, multiplyAdds } = costOf(REFERENCE);
  return {
    accuracy, params, multiplyAdds, device,
    curve: [{ step: 20, epoch: 1, trainLoss: 0.5, validationLoss: 0.6, validationAccuracy: accuracy, seconds: 2.5 }],
    stepTimeMs: { median, p10: median * 0.9, p90: median * 1.2, n: 30 },
    timingFlags: [], calibrationMs: null, peakMemoryBytes: null, trainSeconds: 2.5, timeSeconds: 0.5,
  };
}

/** Puts a search into a status as if a controller had. */
export async function setStatus(db: Database, searchId: string, data: Parameters<Database['prisma']['search']['update']>[0]['data']): Promise<void> {
  await db.prisma.search.update({ where: { id: searchId }, data });
}
