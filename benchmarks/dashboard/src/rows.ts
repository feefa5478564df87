/** What a simulated candidate is in the tables: rows as a controller would have left them. */
import {
  architectureHash, costOf, createRng, deviceClass, formatArchitecture,
  type Architecture, type Cost, type CurvePoint, type Device, type Measurement, type ProxyTask, type SearchSpace,
} from '@stride/core';
import type { SimulatedCandidate } from '@stride/simulator';
import { newId } from '@stride/storage';
import type { Row } from './insert-rows.js';
import { luckOf, SHARES, World, type Figures } from './world.js';

/** Two kinds of devices, so that nothing can forget that their step times do not compare. */
export const DEVICES: readonly Device[] = [
  { backend: 'wasm', vendor: 'Simulated', name: 'CPU A', driver: 'none', threads: 1 },
  { backend: 'webgpu', vendor: 'Simulated', name: 'GPU B', driver: 'none', threads: 0 },
];

export interface SeedContext {
  readonly searchId: string;
  readonly space: SearchSpace;
  readonly world: World;
  readonly seed: number;
  readonly workers: number;
  /** ms since 1970. */
  readonly begin: number;
  readonly task: ProxyTask;
  /** Virtual seconds after which nothing has happened yet; Infinity: it has ended. */
  readonly running: number;
}

export interface Described {
  readonly architecture: Architecture;
  readonly hash: string;
  readonly text: string;
  readonly cost: Cost;
}

export interface CandidateRows {
  readonly candidate: Row;
  readonly attempts: readonly Row[];
  readonly log: readonly Row[];
}

export function workerName(index: number): string {
  return `simulated-${index + 1}`;
}

/** Workers of odd numbers have the other kind of device. */
function deviceOf(worker: number): Device {
  return DEVICES[worker % DEVICES.length] as Device;
}

export function workerRows({ workers, begin }: SeedContext): Row[] {
  return Array.from({ length: workers }, (_, index) => ({
    id: workerName(index), host: 'simulated', pid: index + 1, version: '0.0.0', device: deviceOf(index), deviceClass: deviceClass(deviceOf(index)), state: 'idle',
    candidateId: null, completed: 0, failed: 0, startedAt: new Date(begin), heartbeatAt: new Date(),
  }));
}

export function referenceRows(context: SeedContext): CandidateRows {
  const { space, begin, searchId } = context;
  const architecture = space.reference;
  const cost = costOf(architecture);
  const figures: Figures = { accuracy: 0.865, stepTimeMs: World.referenceStepMs, trainSeconds: 18 };
  const id = newId();
  const measurement = measurementOf(context, figures, cost, deviceOf(0), SHARES.length, createRng(1).next());
  return {
    candidate: {
      ...columnsOf({ architecture, cost, hash: architectureHash(architecture), text: formatArchitecture(architecture) }), id, searchId, number: 0, role: 'reference', encoding: null,
      status: 'completed', failureReason: null, failureMessage: null, accuracy: figures.accuracy, stepTimeMs: figures.stepTimeMs, deviceClass: deviceClass(deviceOf(0)),
      reward: context.world.rewardOf(figures, architecture), measurement, proposedAt: new Date(begin - 20_000), finishedAt: new Date(begin), toldAt: new Date(begin),
    },
    attempts: [attemptRow(id, 1, { worker: 0, from: begin - 18_000, to: begin, status: 'completed' })],
    log: [logRow(context, { at: begin, level: 'info', message: `The reference takes ${World.referenceStepMs} ms a step and reaches 86.50 %.`, id, number: 0 })],
  };
}

export function candidateRows(context: SeedContext, simulated: SimulatedCandidate, worker: number, described: Described): CandidateRows {
  const { searchId, seed, world, begin, running } = context;
  const id = newId();
  const { number, encoding } = simulated;
  const started = simulated.startedAt ?? 0;
  const finished = simulated.finishedAt ?? started;
  const isOpen = finished > running;
  const status = isOpen ? (started > running ? 'queued' : 'running') : simulated.status;
  const evaluations = status === 'pruned' ? simulated.rewards.length : SHARES.length;
  const figures = world.figuresOf(described.architecture, luckOf(seed, encoding));
  const seen = { ...figures, accuracy: world.accuraciesOf(figures)[evaluations - 1] as number };
  const done = status === 'completed' || status === 'pruned';
  const failureReason = status === 'failed' ? (number % 3 === 0 ? 'DIVERGED' : simulated.failure) : null;
  const failureMessage = failureReason === null ? null : FAILURES[failureReason] ?? 'the trainer ended without a report';
  const at = (seconds: number) => begin + seconds * 1000;
  // Tries that were lost share the time up to the last evenly: the simulator keeps no more than how many there were.
  const tries = spansOf(started, Math.min(finished, Math.max(started, running)), simulated.attempts);
  const last = { worker, from: at(tries.at(-1)?.from ?? started), to: isOpen ? null : at(finished), status: status === 'pruned' ? 'completed' : status, failureReason, failureMessage };
  return {
    candidate: {
      ...columnsOf(described), prunedAtStep: status === 'pruned' ? World.steps * (SHARES[evaluations - 1] as number) : null,
      id, searchId, number, role: 'candidate', encoding, status, failureReason, failureMessage,
      accuracy: done ? seen.accuracy : null, stepTimeMs: done ? figures.stepTimeMs : null, deviceClass: done ? deviceClass(deviceOf(worker)) : null,
      reward: done ? world.rewardOf(seen, described.architecture) : null,
      measurement: done ? measurementOf(context, figures, described.cost, deviceOf(worker), evaluations, luckOf(seed + 1, encoding).next()) : null,
      proposedAt: new Date(at(started) - 2000), finishedAt: isOpen ? null : new Date(at(finished)), toldAt: isOpen ? null : new Date(at(finished)),
    },
    attempts: [...tries.slice(0, -1).map((span, index) => lostAttempt(id, index + 1, { worker, from: at(span.from), to: at(span.to) })), attemptRow(id, simulated.attempts, last)].filter(({ startedAt }) => status !== 'queued' || startedAt === null),
    log: failureReason === null ? [] : [logRow(context, { at: at(finished), level: 'error', message: `Failed with ${failureReason}: ${failureMessage}.`, id, number })],
  };
}

const FAILURES: Readonly<Record<string, string>> = {
  OOM: 'training would hold 812 MiB, more than the 512 MiB of the device', LOST: 'no heartbeat for 15 s, the third time', DIVERGED: 'the loss is NaN after step 112',
  TIMEOUT: 'the training took longer than 600 s',
};

function columnsOf({ architecture, hash, text, cost }: Described): Row {
  return { architecture, architectureHash: hash, architectureText: text, params: cost.params, multiplyAdds: cost.multiplyAdds, prunedAtStep: null, reusedFrom: null };
}

interface AttemptSpan {
  readonly worker: number;
  readonly from: number;
  /** Null: it runs. */
  readonly to: number | null;
  readonly status: string;
  readonly failureReason?: string | null;
  readonly failureMessage?: string | null;
}

function attemptRow(candidateId: string, number: number, { worker, from, to, status, failureReason = null, failureMessage = null }: AttemptSpan): Row {
  const begun = status !== 'queued';
  const time = (ms: number | null) => (ms === null || !begun ? null : new Date(ms));
  return {
    id: newId(), candidateId, number, token: newId(), status, workerId: begun ? workerName(worker) : null, workerVersion: begun ? '0.0.0' : null, failureReason, failureMessage,
    logTail: failureReason === null ? null : 'a simulated attempt: there is no log', progress: status === 'running' ? { phase: 'training', stepsDone: 210, stepsTotal: World.steps } : null,
    createdAt: new Date(from - 2000), queuedAt: new Date(from - 1500), startedAt: time(from), trainedAt: time(to), timedAt: time(from + 3000), reportedAt: time(to), acceptedAt: time(to), endedAt: time(to),
  };
}

function spansOf(from: number, to: number, count: number): { readonly from: number; readonly to: number }[] {
  const length = (to - from) / count;
  return Array.from({ length: count }, (_, index) => ({ from: from + index * length, to: from + (index + 0.95) * length }));
}

/** An earlier attempt, whose worker died under it. */
function lostAttempt(id: string, number: number, span: Pick<AttemptSpan, 'worker' | 'from' | 'to'>): Row {
  return attemptRow(id, number, { ...span, status: 'failed', failureReason: 'LOST', failureMessage: 'no heartbeat for 15 s' });
}

function logRow({ searchId }: SeedContext, { at, level, message, id, number }: { readonly at: number; readonly level: string; readonly message: string; readonly id: string; readonly number: number }): Row {
  return { searchId, at: new Date(at), type: 'log.appended', data: { searchId, at: new Date(at).toISOString(), level, message, candidateId: id, number, workerId: null } };
}

/** @param luck from 0 to 1 */
function measurementOf({ world }: SeedContext, figures: Figures, { params, multiplyAdds }: Cost, device: Device, evaluations: number, luck: number): Measurement {
  const { stepTimeMs } = figures;
  const spread = 0.03 + 0.05 * luck;
  const quantiles = Array.from({ length: 21 }, (_, index) => stepTimeMs * (1 + spread * ((index - 10) / 10) ** 3 + (index === 20 ? spread : 0)));
  const curve = world.accuraciesOf(figures).slice(0, evaluations).map((accuracy, index): CurvePoint => ({
    step: World.steps * (SHARES[index] as number), epoch: SHARES[index] as number, trainLoss: 1.9 * (1 - accuracy) + 0.3, validationLoss: 1.7 * (1 - accuracy) + 0.35,
    validationAccuracy: accuracy, seconds: figures.trainSeconds * (SHARES[index] as number),
  }));
  const last = curve.at(-1) as CurvePoint;
  return {
    accuracy: last.validationAccuracy, curve, stepTimeMs: { median: stepTimeMs, p10: quantiles[2] as number, p90: quantiles[18] as number, n: 30 },
    stepTimeQuantilesMs: quantiles, timingFlags: luck > 0.985 ? ['UNSTABLE'] : [], calibrationMs: 5 * (1 + 0.03 * luck), params, multiplyAdds,
    peakMemoryBytes: 2e7 + 400 * params, device, trainSeconds: last.seconds, timeSeconds: 2.5,
  };
}
