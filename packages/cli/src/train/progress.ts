import { SingleBar } from 'cli-progress';
import type { CurvePoint, TrainingProgress } from '@stride/core';

/** Shows how far a training has come: a bar on a terminal, a line for every epoch when piped. */
export interface TrainingView {
  update(progress: TrainingProgress): void;
  /** May be called twice. */
  end(): void;
}

export function trainingView(stream: NodeJS.WriteStream): TrainingView {
  return stream.isTTY ? new Bar(stream) : new Lines(stream);
}

const accuracy = (point: CurvePoint) => `${(point.validationAccuracy * 100).toFixed(2)} %`;

/** What the text beside the bar takes at most. */
const TEXT_COLUMNS = 75;

class Bar implements TrainingView {
  readonly #bar: SingleBar;
  readonly #started = performance.now();
  /** A resumed training begins in the middle. */
  #first: number | null = null;
  #text = { epoch: '-', loss: '-', accuracy: '-' };

  constructor(stream: NodeJS.WriteStream) {
    this.#bar = new SingleBar({
      stream, hideCursor: true, gracefulExit: false, barCompleteChar: '█', barIncompleteChar: '░', autopadding: true,
      barsize: Math.max(10, Math.min(30, stream.columns - TEXT_COLUMNS)),
      format: '  {bar} {percentage} % | epoch {epoch} | loss {loss} | validation {accuracy} | {left}',
    });
  }

  update({ phase, stepsDone, stepsTotal, point }: TrainingProgress): void {
    if (phase === 'preparing') return;
    if (this.#first === null) {
      this.#first = stepsDone;
      this.#bar.start(stepsTotal, stepsDone, { ...this.#text, left: '' });
    }
    if (point) this.#text = { epoch: point.epoch.toFixed(0), loss: point.trainLoss.toFixed(3), accuracy: accuracy(point) };
    this.#bar.update(stepsDone, { ...this.#text, left: this.#left(stepsDone, stepsTotal) });
  }

  #left(done: number, total: number): string {
    const since = done - (this.#first ?? 0);
    if (since === 0) return 'first steps';
    const seconds = ((performance.now() - this.#started) / 1000 / since) * (total - done);
    return seconds < 100 ? `about ${Math.round(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`;
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
