import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { deviceClass, jointReward, StrideError, type Device, type StepTime, type TrainingProgress } from '@stride/core';
import type { AttemptTimes, CandidateJob, Report, ReportOf, Verdict, WorkerIdentity } from '@stride/contracts';
import type { Queues } from '@stride/queue';
import { VERSION } from '@stride/service';
import { runTrainer, type Outcome } from './trainer-run.js';

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
  readonly job: CandidateJob;
  readonly stop: AbortController;
  progress: TrainingProgress;
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
    this.#log.info({ device: this.#deps.device }, 'waiting for candidates');
  }

  /** Gives the running attempt back and says goodbye; the candidate is tried again elsewhere without counting a loss. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    if (this.#heart) clearInterval(this.#heart);
    this.#current?.stop.abort(new Error('the worker is stopping'));
    await this.#consumer?.close();
    await this.#send({ type: 'heartbeat', worker: this.#identity, state: 'stopped', ref: null, progress: null });
  }

  async #process(job: CandidateJob): Promise<void> {
    const { searchId, candidateId, attempt } = job.ref;
    const log = this.#log.child({ searchId, candidateId, number: job.number, attempt });
    // From here on a stop of the worker reaches the job, also while its first report is under way.
    const current: Current = { job, stop: new AbortController(), progress: { phase: 'preparing', stepsDone: 0, stepsTotal: 0 } };
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
    log.info('training');
    await this.#report(current.job, startedAt, await this.#run(current), log);
  }

  #run(current: Current): Promise<Outcome> {
    const { job } = current;
    return runTrainer(
      {
        architecture: job.architecture, dataset: job.dataset, task: job.proxyTask,
        reference: this.#mustTimeReference(job) ? job.reference.architecture : null,
      },
      {
        signal: current.stop.signal,
        onProgress: (progress) => this.#onProgress(current, progress),
        ...(this.#deps.trainerPath ? { trainerPath: this.#deps.trainerPath } : {}),
      },
    );
  }

  #onProgress(current: Current, progress: TrainingProgress): void {
    current.progress = progress;
    if (!progress.point) return;
    void this.#send({ type: 'evaluated', ref: current.job.ref, point: progress.point }, VERDICT_WAIT_MS).then((verdict) => {
      if (verdict === 'stop') current.stop.abort(new Error('no longer wanted'));
    });
  }

  async #report(job: CandidateJob, startedAt: Date, outcome: Outcome, log: Logger): Promise<void> {
    const common = { ref: job.ref, workerId: this.#identity.id };
    const times = attemptTimes(startedAt, outcome);
    if (outcome.kind === 'stopped') {
      if (this.#stopping) await this.#release(job);
      return log.info('stopped');
    }
    if (outcome.kind === 'failed') {
      log.warn({ reason: outcome.reason }, outcome.message);
      const { reason, message, logTail } = outcome;
      return void (await this.#sendSurely({ type: 'failed', ...common, reason, message, logTail, times }));
    }
    const { measurement } = outcome;
    const referenceStepTimeMs = outcome.referenceStepTimeMs ?? this.#knownReferenceStepTime(job) ?? measurement.stepTimeMs;
    this.#remember(job.ref.searchId, referenceStepTimeMs);
    const reward = jointReward(job.objective, {
      accuracy: measurement.accuracy, stepTimeMs: measurement.stepTimeMs.median,
      referenceStepTimeMs: referenceStepTimeMs.median, params: measurement.params, referenceParams: job.reference.params,
    });
    log.info({ accuracy: measurement.accuracy, stepTimeMs: measurement.stepTimeMs.median, reward }, 'measured');
    await this.#sendSurely({ type: 'completed', ...common, measurement, reward, referenceStepTimeMs, times });
  }

  #release(job: CandidateJob): Promise<void> {
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
    if (verdict === 'stop') current?.stop.abort(new Error('no longer wanted'));
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
  async #sendSurely(report: ReportOf<'completed' | 'failed' | 'released'>): Promise<void> {
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

  async #refused(report: ReportOf<'completed' | 'failed' | 'released'>, error: StrideError): Promise<void> {
    this.#log.error({ err: error, report: report.type }, 'the queue refuses a report');
    if (report.type !== 'completed') return; // The lease runs out, and the attempt is LOST.
    const { ref, workerId, times } = report;
    await this.#sendSurely({ type: 'failed', ref, workerId, times, reason: 'ERROR', message: error.message, logTail: '' });
  }
}

function attemptTimes(startedAt: Date, outcome: Outcome): AttemptTimes {
  return {
    startedAt: startedAt.toISOString(), trainedAt: outcome.trainedAt?.toISOString() ?? null,
    timedAt: outcome.timedAt?.toISOString() ?? null, reportedAt: new Date().toISOString(),
  };
}
