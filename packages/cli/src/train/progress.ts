import { SingleBar } from 'cli-progress';
import { secondsLeft, type CurvePoint, type PlannedTraining, type TrainingProgress } from '@stride/core';
import { inWords } from './time-left.js';

/** Shows how far a training has come: a bar on a terminal, a line for every epoch when piped. */
export interface TrainingView {
  update(progress: TrainingProgress): void;
  /** May be called twice. */
  end(): void;
}

/** What is trained, so far as it tells how long that takes. */
export type Trained = Omit<PlannedTraining, 'steps'>;

export function trainingView(stream: NodeJS.WriteStream, trained: Trained): TrainingView {
  return stream.isTTY ? new Bar(stream, trained) : new Lines(stream);
}

const accuracy = (point: CurvePoint) => `${(point.validationAccuracy * 100).toFixed(2)} %`;

/** What the text beside the bar takes at most. */
const TEXT_COLUMNS = 75;

class Bar implements TrainingView {
  readonly #bar: SingleBar;
  readonly #trained: Trained;
  /** When steps began, and with which: a resumed training begins in the middle. */
  #first: { readonly step: number; readonly at: number } | null = null;
  #text = { epoch: '-', loss: '-', accuracy: '-' };

  constructor(stream: NodeJS.WriteStream, trained: Trained) {
    this.#trained = trained;
    this.#bar = new SingleBar({
      stream, hideCursor: true, gracefulExit: false, barCompleteChar: '█', barIncompleteChar: '░', autopadding: true,
      barsize: Math.max(10, Math.min(30, stream.columns - TEXT_COLUMNS)),
      format: '  {bar} {percentage} % | epoch {epoch} | loss {loss} | validation {accuracy} | {left}',
    });
  }

  update({ phase, stepsDone, stepsTotal, point }: TrainingProgress): void {
    if (phase === 'preparing') return;
    if (this.#first === null) {
      this.#first = { step: stepsDone, at: performance.now() };
      this.#bar.start(stepsTotal, stepsDone, { ...this.#text, left: '' });
    }
    if (point) this.#text = { epoch: point.epoch.toFixed(0), loss: point.trainLoss.toFixed(3), accuracy: accuracy(point) };
    this.#bar.update(stepsDone, { ...this.#text, left: this.#left(this.#first, stepsDone, stepsTotal) });
  }

  #left(first: { readonly step: number; readonly at: number }, done: number, steps: number): string {
    const measured = { fromStep: first.step, toStep: done, seconds: (performance.now() - first.at) / 1000 };
    const seconds = secondsLeft({ ...this.#trained, steps }, done, measured);
    return seconds === null ? 'first steps' : inWords(seconds);
  }

  end(): void {
    if (this.#bar.isActive) this.#bar.stop();
  }
}

class Lines implements TrainingView {
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  update({ stepsDone, stepsTotal, point }: TrainingProgress): void {
    if (!point) return;
    this.#stream.write(`epoch ${point.epoch.toFixed(0)} (step ${stepsDone}/${stepsTotal}), ${point.seconds.toFixed(0)} s: `
      + `loss ${point.trainLoss.toFixed(4)}, validation accuracy ${accuracy(point)}\n`);
  }

  end(): void {}
}
