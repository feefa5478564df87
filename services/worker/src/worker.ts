import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { deviceClass, rewardOf, StrideError, type CurvePoint, type Device, type StepTime, type Timed, type TrainingProgress } from '@stride/core';
import type { AttemptTimes, CandidateJob, Job, Report, ReportOf, Rung, Verdict, WorkerIdentity } from '@stride/contracts';
import type { Queues } from '@stride/queue';
import { VERSION } from '@stride/service';
import type { StopReason } from './trainer-messages.js';
import { runTrainer, type Outcome, type TrainerRequest } from './trainer-run.js';

const VERDICT_WAIT_MS = 5_000;

export interface WorkerDeps {
  readonly queues: Queues;
  readonly device: Device;
  readonly workerId: string;
  readonly heartbeatMs: number;
  readonly log: Logger;
  readonly trainerPath?: string;
}

interface Current {
  readonly job: Job;
  readonly stop: AbortController;
  progress: TrainingProgress;
  /** Of a candidate, once its training begins. */
  timed: Timed | null;
  /** So far. */
  evaluations: number;
}

/**
 * The supervisor of one device: takes a job at a time, runs it in a trainer process, reports. It computes nothing heavy
 * itself, so that its event loop is always free to renew the job's lock and to send heartbeats.
 */
export class CandidateWorker {
  readonly #deps: WorkerDeps;
  readonly #identity: WorkerIdentity;
  readonly #log: Logger;
  /** S0 by search, as measured here or learned from a job; the newest last. */
  readonly #referenceStepTimes = new Map<string, StepTime>();
  #current: Current | null = null;
  #consumer: { close(force?: boolean): Promise<void> } | null = null;
  #heart: NodeJS.Timeout | null = null;
  #beating = false;
  #stopping = false;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    this.#identity = {
      id: deps.workerId, host: hostname(), pid: process.pid, version: VERSION, device: deps.device,
      startedAt: new Date().toISOString(),
    };
    this.#log = deps.log.child({ workerId: deps.workerId });
  }

  async start(): Promise<void> {
    await this.#beat();
    this.#heart = setInterval(() => void this.#beat(), this.#deps.heartbeatMs);
    this.#consumer = this.#deps.queues.candidates.work((job) => this.#process(job), { concurrency: 1, name: this.#identity.id });
    this.#log.info({ device: this.#deps.device }, 'waiting for jobs');
  }

  /** Gives the running attempt back and says goodbye; the candidate is tried again elsewhere without counting a loss. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    if (this.#heart) clearInterval(this.#heart);
    this.#current?.stop.abort('released' satisfies StopReason);
    await this.#consumer?.close();
    await this.#send({ type: 'heartbeat', worker: this.#identity, state: 'stopped', ref: null, progress: null });
  }

  async #process(job: Job): Promise<void> {
    const { token: _, ...ref } = job.ref;
    const log = this.#log.child({ ...ref, number: job.number });
    // From here on a stop of the worker reaches the job, also while its first report is under way.
    const current: Current = { job, stop: new AbortController(), progress: { phase: 'preparing', stepsDone: 0, stepsTotal: 0 }, timed: null, evaluations: 0 };
    this.#current = current;
    try {
      await this.#attempt(current, log);
    } finally {
      this.#current = null;
    }
  }

  async #attempt(current: Current, log: Logger): Promise<void> {
    const { ref } = current.job;
    const startedAt = new Date();
    if (!this.#stopping) {
      const verdict = await this.#send({ type: 'started', ref, workerId: this.#identity.id, at: startedAt.toISOString() }, VERDICT_WAIT_MS);
      if (verdict === 'stop') return log.info('skipped: no longer wanted');
    }
    if (this.#stopping) return this.#release(current.job);
    log.info(current.job.kind === 'training' ? 'training in full' : 'training');
    await this.#report(current.job, startedAt, await this.#run(current), log);
  }

  #run(current: Current): Promise<Outcome> {
    const { trainerPath } = this.#deps;
    return runTrainer(this.#request(current.job), {
      signal: current.stop.signal,
      onProgress: (progress) => this.#onProgress(current, progress),
      onTimed: (timed) => { current.timed = timed; },
      ...(trainerPath ? { trainerPath } : {}),
    });
  }

  #request(job: Job): TrainerRequest {
    const { architecture, dataset } = job;
    if (job.kind === 'training') {
      const { trainingId, attempt } = job.ref;
      return { type: 'fit', architecture, dataset, task: job.task, trainingId, attempt };
    }
    const reference = this.#mustTimeReference(job) ? job.reference.architecture : null;
    return { type: 'measure', architecture, dataset, task: job.proxyTask, reference };
  }

  #onProgress(current: Current, progress: TrainingProgress): void {
    current.progress = progress;
    if (progress.point) void this.#reportEvaluation(current, progress.point);
  }

  /** Training goes on meanwhile: an answer that comes late has cost the steps until then, and one that never comes nothing. */
  async #reportEvaluation(current: Current, point: CurvePoint): Promise<void> {
    const rung = current.timed && rungOf(current.timed, ++current.evaluations);
    const verdict = await this.#send({ type: 'evaluated', ref: current.job.ref, point, ...(rung ? { rung } : {}) }, VERDICT_WAIT_MS);
    if (verdict === 'stop') current.stop.abort('unwanted' satisfies StopReason);
    if (verdict === 'prune') current.stop.abort('pruned' satisfies StopReason);
  }

  async #report(job: Job, startedAt: Date, outcome: Outcome, log: Logger): Promise<void> {
    const common = { ref: job.ref, workerId: this.#identity.id, times: attemptTimes(startedAt, outcome) };
    switch (outcome.kind) {
      case 'stopped':
        if (this.#stopping) await this.#release(job);
        return log.info('stopped');
      case 'failed': {
        const { reason, message, logTail } = outcome;
        log.warn({ reason }, message);
        return this.#sendSurely({ type: 'failed', ...common, reason, message, logTail });
      }
      case 'fitted': {
        const { curve, ...result } = outcome.result;
        log.info({ test: result.test, trainSeconds: result.trainSeconds }, 'trained in full');
        return this.#sendSurely({ type: 'trained', ...common, ...result, curve: [...curve] });
      }
      case 'measured':
      case 'pruned':
        if (job.kind === 'candidate') return this.#reportMeasured(job, common, outcome, log);
    }
  }

  async #reportMeasured(
    job: CandidateJob, common: Pick<ReportOf<'completed'>, 'ref' | 'workerId' | 'times'>, outcome: Outcome & { kind: 'measured' | 'pruned' }, log: Logger,
  ): Promise<void> {
    const { measurement } = outcome;
    const referenceStepTimeMs = outcome.referenceStepTimeMs ?? this.#knownReferenceStepTime(job) ?? measurement.stepTimeMs;
    this.#remember(job.ref.searchId, referenceStepTimeMs);
    const reward = rewardOf(job.objective, {
      accuracy: measurement.accuracy, stepTimeMs: measurement.stepTimeMs.median,
      referenceStepTimeMs: referenceStepTimeMs.median, params: measurement.params, referenceParams: job.reference.params,
      peakMemoryBytes: measurement.peakMemoryBytes,
    });
    log.info({ accuracy: measurement.accuracy, stepTimeMs: measurement.stepTimeMs.median, reward }, outcome.kind);
    await this.#sendSurely({ type: outcome.kind === 'pruned' ? 'pruned' : 'completed', ...common, measurement, reward, referenceStepTimeMs });
  }

  #release(job: Job): Promise<void> {
    return this.#sendSurely({ type: 'released', ref: job.ref, workerId: this.#identity.id });
  }

  /** The reference's own candidate brings its step time by itself. */
  #mustTimeReference(job: CandidateJob): boolean {
    return job.number !== 0 && this.#knownReferenceStepTime(job) === null;
  }

  #knownReferenceStepTime(job: CandidateJob): StepTime | null {
    return job.reference.stepTimesMs[deviceClass(this.#deps.device)] ?? this.#referenceStepTimes.get(job.ref.searchId) ?? null;
  }

  #remember(searchId: string, stepTimeMs: StepTime): void {
    this.#referenceStepTimes.set(searchId, stepTimeMs);
    const oldest = this.#referenceStepTimes.keys().next().value;
    if (this.#referenceStepTimes.size > 100 && oldest !== undefined) this.#referenceStepTimes.delete(oldest);
  }

  /** Renews the lease of the running attempt; the answer may be that it is no longer wanted. */
  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    const current = this.#current;
    const progress = current && { phase: current.progress.phase, stepsDone: current.progress.stepsDone, stepsTotal: current.progress.stepsTotal };
    const verdict = await this.#send(
      { type: 'heartbeat', worker: this.#identity, state: progress?.phase ?? 'idle', ref: current?.job.ref ?? null, progress },
      VERDICT_WAIT_MS,
    );
    this.#beating = false;
    if (verdict === 'stop') current?.stop.abort('unwanted' satisfies StopReason);
  }

  /** A report that may get lost: another follows. */
  async #send(report: Report, waitForVerdictMs?: number): Promise<Verdict | null> {
    try {
      return await this.#deps.queues.reports.send(report, waitForVerdictMs === undefined ? {} : { waitForVerdictMs });
    } catch (error) {
      this.#log.warn({ err: error, report: report.type }, 'could not send a report');
      return null;
    }
  }

  /** A report that must arrive: tried until the queue takes it. One that no queue would take ends the attempt. */
  async #sendSurely(report: ReportOf<'completed' | 'pruned' | 'trained' | 'failed' | 'released'>): Promise<void> {
    for (let delay = 250; ; delay = Math.min(delay * 2, 10_000)) {
      try {
        await this.#deps.queues.reports.send(report);
        return;
      } catch (error) {
        if (error instanceof StrideError && error.code === 'QUEUE_MESSAGE_INVALID') return this.#refused(report, error);
        this.#log.warn({ err: error, report: report.type, retryInMs: delay }, 'could not send a report, trying again');
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }

  async #refused(report: ReportOf<'completed' | 'pruned' | 'trained' | 'failed' | 'released'>, error: StrideError): Promise<void> {
    this.#log.error({ err: error, report: report.type }, 'the queue refuses a report');
    if (report.type === 'failed' || report.type === 'released') return; // The lease runs out, and the attempt is LOST.
    const { ref, workerId, times } = report;
    await this.#sendSurely({ type: 'failed', ref, workerId, times, reason: 'ERROR', message: error.message, logTail: '' });
  }
}

function rungOf({ stepTimeMs, device, peakMemoryBytes }: Timed, evaluation: number): Rung {
  return { evaluation, stepTimeMs: stepTimeMs.median, device, peakMemoryBytes };
}

function attemptTimes(startedAt: Date, outcome: Outcome): AttemptTimes {
  return {
    startedAt: startedAt.toISOString(), trainedAt: outcome.trainedAt?.toISOString() ?? null,
    timedAt: outcome.timedAt?.toISOString() ?? null, reportedAt: new Date().toISOString(),
  };
}
