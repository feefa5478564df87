import { MultiBar, type SingleBar } from 'cli-progress';
import type { TrainingDetail } from '@stride/contracts';
import { secondsLeft } from '@stride/core';
import { inWords } from './time-left.js';

/** Shows how several trainings have come along: a bar for each on a terminal, a line for every evaluation when piped. */
export interface TrainingsView {
  update(training: TrainingDetail): void;
  /** May be called twice. */
  end(): void;
}

export function trainingsView(stream: NodeJS.WriteStream): TrainingsView {
  return stream.isTTY ? new Bars(stream) : new Lines(stream);
}

const percent = (accuracy: number) => `${(accuracy * 100).toFixed(2)} %`;

/** What the text beside a bar takes at most. */
const TEXT_COLUMNS = 80;

class Bars implements TrainingsView {
  readonly #bars: MultiBar;
  readonly #byId = new Map<string, SingleBar>();

  constructor(stream: NodeJS.WriteStream) {
    this.#bars = new MultiBar({
      stream, hideCursor: true, gracefulExit: false, barCompleteChar: '█', barIncompleteChar: '░', autopadding: true, emptyOnZero: true,
      barsize: Math.max(10, Math.min(30, stream.columns - TEXT_COLUMNS)),
      format: '  {name} {bar} {percentage} % | {state}',
    });
  }

  update(training: TrainingDetail): void {
    const { progress, status } = training;
    const bar = this.#byId.get(training.id) ?? this.#bars.create(1, 0, { name: `#${training.number}`, state: '' });
    this.#byId.set(training.id, bar);
    if (progress && progress.stepsTotal > 1) bar.setTotal(progress.stepsTotal);
    if (status === 'completed') bar.update(bar.getTotal(), { state: stateOf(training) });
    else bar.update(progress && progress.phase !== 'preparing' ? progress.stepsDone : 0, { state: stateOf(training) });
  }

  end(): void {
    this.#bars.stop();
  }
}

function stateOf(training: TrainingDetail): string {
  const { status, test, curve, failureReason, attempts, progress } = training;
  if (test) return `test accuracy ${percent(test.accuracy)}`;
  if (status === 'failed') return `failed: ${failureReason}`;
  const again = attempts > 1 ? ` (attempt ${attempts})` : '';
  if (status !== 'running') return `${status}${again}`;
  const last = curve.at(-1);
  if (!last) return `${progress?.phase ?? 'starting'}${again}`;
  return `epoch ${last.epoch.toFixed(0)}, loss ${last.trainLoss.toFixed(3)}, validation ${percent(last.validationAccuracy)}${timeLeft(training)}${again}`;
}

function timeLeft({ task, architecture, curve, progress }: TrainingDetail): string {
  const last = curve.at(-1);
  if (!last || !progress || progress.stepsTotal <= last.step) return '';
  const seconds = secondsLeft({ task, architecture, steps: progress.stepsTotal }, progress.stepsDone, { fromStep: 0, toStep: last.step, seconds: last.seconds });
  return seconds === null ? '' : `, ${inWords(seconds)}`;
}

class Lines implements TrainingsView {
  readonly #stream: NodeJS.WriteStream;
  readonly #steps = new Map<string, number>();
  readonly #statuses = new Map<string, string>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  update(training: TrainingDetail): void {
    const { id, number, status, attempts } = training;
    const said = this.#steps.get(id) ?? 0;
    for (const point of training.curve.filter(({ step }) => step > said)) {
      this.#stream.write(`#${number}: epoch ${point.epoch.toFixed(1)} (step ${point.step}), loss ${point.trainLoss.toFixed(4)}, validation ${percent(point.validationAccuracy)}\n`);
      this.#steps.set(id, point.step);
    }
    const state = status === 'running' || status === 'queued' ? `${status}${attempts > 1 ? `, attempt ${attempts}` : ''}` : stateOf(training);
    if (this.#statuses.get(id) === state) return;
    this.#statuses.set(id, state);
    this.#stream.write(`#${number}: ${state}\n`);
  }

  end(): void {}
}
