/** For tests: the API on a database of its own, with two small spaces. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArtifactStore, type ArtifactStore } from '@stride/artifacts';
import { architectureHash, costOf, deviceClass, formatArchitecture, type Architecture, type CandidateStatus, type Device, type SearchSpace } from '@stride/core';
import { createDatabase, migrate, newId, startEmbedded, type Database } from '@stride/storage';
import { buildApp } from '../app.js';
import type { App } from '../context.js';
import { spaceLibrary } from '../space-library.js';

export const REFERENCE: Architecture = {
  schemaVersion: 1, input: { height: 28, width: 28, channels: 1 }, classes: 10,
  stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 2, expansion: 4, channels: 16, layers: 1, squeezeExcite: 0.25 }],
  head: { channels: 32 },
};

/** 24 architectures for 28x28x1 images in 10 classes. */
export const SMALL: SearchSpace = {
  schemaVersion: 1, name: 'small', description: 'for tests', input: { height: 28, width: 28, channels: 1 }, classes: 10,
  stem: { kernel: 3, stride: 2, channels: 8 },
  stages: [{
    op: ['mbconv', 'fused_mbconv'], kernel: [3, 5], stride: 2, expansion: [2, 4, 6], channels: 16, layers: [1, 2], squeezeExcite: 0.25,
  }],
  head: { channels: 32 },
  reference: REFERENCE,
};

/** No dataset has images of this size. */
export const HUGE_IMAGES: SearchSpace = {
  ...SMALL, name: 'huge-images', input: { height: 224, width: 224, channels: 3 },
  reference: { ...REFERENCE, input: { height: 224, width: 224, channels: 3 } },
};

export const DEVICE: Device = { backend: 'wasm', vendor: 'ACME', name: 'CPU 3000', driver: 'v8', threads: 1 };

export interface TestService {
  readonly app: App;
  readonly db: Database;
  readonly artifacts: ArtifactStore;
  /** Folder that the page is served from; empty at first. */
  readonly dashboardDir: string;
  /** Another API on the same database. */
  another(): App;
  stop(): Promise<void>;
}

export async function startTestService(): Promise<TestService> {
  const home = await mkdtemp(join(tmpdir(), 'stride-api-test-'));
  const sharedRoot = await mkdtemp(join(tmpdir(), 'stride-api-shared-'));
  await chmod(sharedRoot, 0o755);
  const server = await startEmbedded({ home, sharedRoot });
  await migrate(server.url);
  const db = createDatabase(server.url);
  const dashboardDir = join(home, 'page');
  const artifacts = openArtifactStore(join(home, 'artifacts'));
  const another = () => buildApp({ db, artifacts, spaces: spaceLibrary([SMALL, HUGE_IMAGES]), dashboardDir });
  const app = another();
  await app.ready();
  return {
    app, db, artifacts, dashboardDir, another,
    stop: async () => {
      await app.close();
      await db.close();
      await server.stop();
      await rm(home, { recursive: true, force: true });
      await rm(sharedRoot, { recursive: true, force: true });
    },
  };
}

export interface CandidateFixture {
  readonly number: number;
  readonly status: CandidateStatus;
  /** Of a completed one. */
  readonly result?: { readonly accuracy: number; readonly stepTimeMs: number; readonly reward: number };
}

/** S0 on the only class of device of these tests. */
export const REFERENCE_STEP_MS = 10;

/** Writes a candidate as a controller would leave it; number 0 is the reference. Returns its id. */
export async function addCandidate(db: Database, searchId: string, { number, status, result }: CandidateFixture): Promise<string> {
  const id = newId();
  const { params, multiplyAdds } = costOf(REFERENCE);
  const stepTimeMs = result && { median: result.stepTimeMs, p10: result.stepTimeMs * 0.9, p90: result.stepTimeMs * 1.1, n: 30 };
  const measured = result && stepTimeMs && {
    accuracy: result.accuracy, stepTimeMs: stepTimeMs.median, reward: result.reward, deviceClass: deviceClass(DEVICE), finishedAt: new Date(),
    measurement: {
      accuracy: result.accuracy, stepTimeMs, timingFlags: ['UNSTABLE'], calibrationMs: 3.5, params, multiplyAdds, peakMemoryBytes: null, device: { ...DEVICE }, trainSeconds: 3, timeSeconds: 1,
      curve: [{ step: 20, epoch: 1, trainLoss: 0.5, validationLoss: 0.6, validationAccuracy: result.accuracy, seconds: 3 }],
    },
  };
  await db.prisma.candidate.create({
    data: {
      id, searchId, number, role: number === 0 ? 'reference' : 'candidate', status,
      architecture: JSON.parse(JSON.stringify(REFERENCE)),
      architectureHash: architectureHash(REFERENCE), architectureText: formatArchitecture(REFERENCE),
      params, multiplyAdds, ...measured, prunedAtStep: status === 'pruned' ? 20 : null,
      attempts: {
        create: {
          id: newId(), number: 1, token: newId(), workerId: 'worker-1', workerVersion: '0.0.9', startedAt: new Date(),
          status: status === 'pruned' ? 'completed' : status,
          ...(status === 'failed' ? { failureReason: 'OOM' as const, failureMessage: 'out of memory', logTail: 'line 1\nline 2' } : {}),
          progress: { phase: 'training', stepsDone: 5, stepsTotal: 20 },
        },
      },
    },
  });
  if (result) {
    await db.prisma.referenceStepTime.createMany({
      data: { searchId, deviceClass: deviceClass(DEVICE), device: { ...DEVICE }, stepTimeMs: { median: REFERENCE_STEP_MS, p10: REFERENCE_STEP_MS, p90: REFERENCE_STEP_MS, n: 30 } }, skipDuplicates: true,
    });
  }
  return id;
}
