/** Valid messages for tests. */
import { randomUUID } from 'node:crypto';
import type { AttemptRef, CandidateJob, Report, ReportOf, TrainingJob } from '@stride/contracts';
import { NO_AUGMENTATION, type Architecture, type ProxyTask } from '@stride/core';

const ARCHITECTURE: Architecture = {
  schemaVersion: 1,
  input: { height: 28, width: 28, channels: 1 },
  classes: 10,
  stem: { kernel: 3, stride: 2, channels: 16 },
  stages: [{ op: 'mbconv', kernel: 3, stride: 1, expansion: 4, channels: 16, layers: 1, squeezeExcite: 0.25 }],
  head: { channels: 64 },
};

const PROXY_TASK: ProxyTask = {
  trainSamples: 1000, validationSamples: null, batchSize: 32, epochs: 1, optimizer: 'rmsprop', learningRate: 0.01,
  warmupFraction: 0.1, weightDecay: 1e-5, labelSmoothing: 0.1, dropout: 0.2, stochasticDepth: 0, seed: 1, evaluations: 2,
  schedule: { kind: 'cosine' }, emaDecay: 0, augmentation: NO_AUGMENTATION, progressive: { kind: 'none' }, memoryBudgetBytes: null,
  timing: { warmupSteps: 3, steps: 30 }, timeoutSeconds: 60,
};

export function attemptRef(attempt = 1): AttemptRef {
  return { searchId: randomUUID(), candidateId: randomUUID(), attempt, token: randomUUID() };
}

/** `number` tells jobs apart. */
export function candidateJob(number = 1, ref: AttemptRef = attemptRef()): CandidateJob {
  return {
    version: 1, kind: 'candidate', ref, number, architecture: ARCHITECTURE,
    reference: { architecture: ARCHITECTURE, params: 1000, stepTimesMs: { 'wasm/cpu/1': { median: 20.5, p10: 19, p90: 24, n: 20 } } },
    dataset: 'fashion-mnist', proxyTask: PROXY_TASK, objective: { kind: 'joint', w: -0.07, v: -0.05 },
  };
}

export function trainingJob(number = 1): TrainingJob {
  return {
    version: 1, kind: 'training', ref: { ...attemptRef(), trainingId: randomUUID() }, number, architecture: ARCHITECTURE, dataset: 'fashion-mnist', task: PROXY_TASK,
  };
}

/** `step` tells reports apart. */
export function evaluatedReport(step: number, ref: AttemptRef = attemptRef()): ReportOf<'evaluated'> {
  return {
    type: 'evaluated', ref,
    point: { step, epoch: 0.5, trainLoss: 1.5, validationLoss: 1.25, validationAccuracy: 0.5, seconds: 3 },
  };
}

export function stepOf(report: Report): number {
  return report.type === 'evaluated' ? report.point.step : -1;
}
