import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  measurementOf, StrideError, type CurvePoint, type FailureReason, type Measurement, type StepTime, type Timed, type TrainingProgress,
} from '@stride/core';
import { LogTail } from './log-tail.js';
import {
  failureReasonOf, type DescribedDevice, type FitCommand, type FitResult, type MeasureCommand, type StopReason, type TrainerCommand,
  type TrainerEvent,
} from './trainer-messages.js';

/** The built trainer process: src/ and dist/ are siblings, so the path is right from either. */
export const TRAINER_PATH = fileURLToPath(new URL('../dist/trainer-process.js', import.meta.url));

/** A trainer watches its time limit itself, between its steps; one that is this late no longer does. */
const LATE_MS = 10_000;

/** A trainer that was asked to stop gets this long before it is killed. */
const STOP_GRACE_MS = 3_000;

export type TrainerRequest = MeasureCommand | FitCommand;

export interface TrainerRunOptions {
  readonly trainerPath?: string;
  /** Default: the Node.js that runs this. */
  readonly execPath?: string;
  /** Its reason is a {@link StopReason}. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** The steps of a candidate are timed; its training begins. */
  readonly onTimed?: (timed: Timed) => void;
  /** How long after its time limit a trainer is stopped from outside; default 10 s. */
  readonly lateMs?: number;
}

/** How a run ended. Times are null where the run did not get that far. */
export type Outcome = { readonly trainedAt: Date | null; readonly timedAt: Date | null } & (
  | { readonly kind: 'measured'; readonly measurement: Measurement; readonly referenceStepTimeMs: StepTime | null }
  /** As far as it was trained when it was stopped for that. */
  | { readonly kind: 'pruned'; readonly measurement: Measurement; readonly referenceStepTimeMs: StepTime | null }
  | { readonly kind: 'fitted'; readonly result: FitResult }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string; readonly logTail: string }
  | { readonly kind: 'stopped' }
);

/**
 * Trains one candidate, briefly or in full, in a process of its own and says how that ended, whatever the process does: reports, throws,
 * exits without a word, is killed, hangs past the time limit, or is stopped by the signal. Never rejects.
 */
export async function runTrainer(request: TrainerRequest, options: TrainerRunOptions): Promise<Outcome> {
  const child = spawnTrainer(options.trainerPath, options.execPath);
  const run = new Run(child, request, options);
  return run.finish();
}

/** Asks a short-lived trainer process which device this worker would train on. */
export async function describeDevice(trainerPath?: string): Promise<DescribedDevice> {
  const child = spawnTrainer(trainerPath);
  const tail = followOutput(child);
  let described: DescribedDevice | undefined;
  let failure: TrainerEvent & { type: 'failed' } | undefined;
  child.on('message', (event: TrainerEvent) => {
    if (event.type === 'device') described = { device: event.device, exclusive: event.exclusive };
    if (event.type === 'failed') failure = event;
  });
  child.send({ type: 'describe' } satisfies TrainerCommand, () => {});
  await closed(child);
  if (described) return described;
  if (failure) throw new StrideError(failure.code, failure.message);
  throw new StrideError('BACKEND_UNAVAILABLE', `The trainer process ended without naming its device:\n${tail}`);
}

function spawnTrainer(trainerPath: string = TRAINER_PATH, execPath: string = process.execPath): ChildProcess {
  return fork(trainerPath, { execPath, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' });
}

function followOutput(child: ChildProcess): LogTail {
  const tail = new LogTail();
  tail.follow(child.stdout);
  tail.follow(child.stderr);
  // A child that could not even start says so here; without a listener the error would end the supervisor.
  child.on('error', (error) => tail.append(`${error.message}\n`));
  return tail;
}

/** How a process ended; one that could not be started at all has no code. */
function closed(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    // Without a pid there is no process, and its streams need not close.
    child.once('error', () => { if (child.pid === undefined) resolve({ code: null, signal: null }); });
  });
}

class Run {
  readonly #child: ChildProcess;
  readonly #request: TrainerRequest;
  readonly #options: TrainerRunOptions;
  readonly #tail: LogTail;
  #phase: TrainingProgress['phase'] = 'preparing';
  #trainedAt: Date | null = null;
  #timedAt: Date | null = null;
  #referenceStepTimeMs: StepTime | null = null;
  #timed: Timed | null = null;
  readonly #curve: CurvePoint[] = [];
  #final: Extract<TrainerEvent, { type: 'measured' | 'fitted' | 'failed' }> | null = null;
  #limit: NodeJS.Timeout | undefined;
  #timedOut = false;
  #stopped: StopReason | null = null;

  constructor(child: ChildProcess, request: TrainerRequest, options: TrainerRunOptions) {
    this.#child = child;
    this.#request = request;
    this.#options = options;
    this.#tail = followOutput(child);
    child.on('message', (event: TrainerEvent) => this.#receive(event));
  }

  async finish(): Promise<Outcome> {
    this.#startLimit();
    const onAbort = () => {
      this.#stopped = this.#options.signal.reason as StopReason;
      this.#stop(this.#stopped);
    };
    this.#options.signal.addEventListener('abort', onAbort, { once: true });
    if (this.#options.signal.aborted) onAbort();
    this.#child.send(this.#request satisfies TrainerCommand, () => {});
    const { code, signal } = await closed(this.#child);
    clearTimeout(this.#limit);
    this.#options.signal.removeEventListener('abort', onAbort);
    return { ...this.#outcome(code, signal), trainedAt: this.#trainedAt, timedAt: this.#timedAt };
  }

  /** Of what is under way: the loading of backend and dataset, then the reference, then the candidate, as in the trainer. */
  #startLimit(): void {
    clearTimeout(this.#limit);
    const { timeoutSeconds } = this.#request.task;
    this.#limit = setTimeout(() => {
      this.#timedOut = true;
      this.#stop('unwanted');
    }, timeoutSeconds * 1000 + (this.#options.lateMs ?? LATE_MS));
  }

  #receive(event: TrainerEvent): void {
    if (event.type === 'progress') this.#advance(event.progress);
    else if (event.type === 'reference') this.#referenceStepTimeMs = event.stepTimeMs;
    else if (event.type === 'timed') this.#receiveTimed(event.timed);
    else if (event.type !== 'device') this.#final ??= event;
    if (event.type === 'measured' || event.type === 'fitted') this.#trainedAt = new Date();
  }

  #receiveTimed(timed: Timed): void {
    this.#timed = timed;
    this.#timedAt = new Date();
    this.#options.onTimed?.(timed);
  }

  #advance(progress: TrainingProgress): void {
    if (progress.phase === 'preparing') this.#startLimit();
    this.#phase = progress.phase;
    if (progress.point) this.#curve.push(progress.point);
    this.#options.onProgress?.(progress);
  }

  #stop(reason: StopReason): void {
    this.#child.send({ type: 'cancel', reason } satisfies TrainerCommand, () => {});
    // The signal is unreferenced by exit: a trainer that ends in time is not there to be killed.
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_GRACE_MS);
    this.#child.once('close', () => clearTimeout(killer));
  }

  #outcome(code: number | null, signal: NodeJS.Signals | null) {
    const final = this.#final;
    if (final?.type === 'measured') {
      return { kind: 'measured', measurement: final.measurement, referenceStepTimeMs: this.#referenceStepTimeMs } as const;
    }
    if (final?.type === 'fitted') return { kind: 'fitted', result: final.result } as const;
    if (this.#stopped === 'pruned' && this.#timed && this.#curve.length > 0) {
      this.#trainedAt = new Date();
      return { kind: 'pruned', measurement: measurementOf(this.#timed, this.#curve), referenceStepTimeMs: this.#referenceStepTimeMs } as const;
    }
    if (this.#stopped !== null) return { kind: 'stopped' } as const;
    if (this.#timedOut) {
      return this.#failed('TIMEOUT', `took longer than its limit of ${this.#request.task.timeoutSeconds} s while ${this.#phase}`);
    }
    if (final) return this.#failed(failureReasonOf(final.code), final.message);
    return this.#silentExit(code, signal);
  }

  /** An exit without a report: the log's tail and the way it ended are all there is to judge by. */
  #silentExit(code: number | null, signal: NodeJS.Signals | null) {
    const how = signal ? `was ended by ${signal}` : code === null ? 'could not be started' : `exited with code ${code}`;
    const outOfMemory = /heap out of memory|Cannot enlarge memory|out of memory/i.test(this.#tail.toString());
    if (outOfMemory) return this.#failed('OOM', `the trainer process ran out of memory and ${how}`);
    const hint = signal === 'SIGKILL' ? '; the system kills processes like this when memory runs out' : '';
    return this.#failed('ERROR', `the trainer process ${how} without a report while ${this.#phase}${hint}`);
  }

  #failed(reason: FailureReason, message: string) {
    return { kind: 'failed', reason, message, logTail: this.#tail.toString() } as const;
  }
}
