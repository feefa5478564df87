import { performance } from 'node:perf_hooks';
import type { CurvePoint } from '@stride/core';
import { evaluate, type Evaluation } from '../evaluate/evaluate.js';
import type { BatchMaker } from './batches.js';
import { learningRate } from './learning-rate.js';
import { sharedStep, type Run } from './run.js';

/** How far training has come, apart from what session and random streams hold. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** Sum of the losses of the steps since the last evaluation, and their number. */
  readonly losses: number;
  readonly stepsSince: number;
  readonly curve: readonly CurvePoint[];
  /** Seconds of training so far. */
  readonly seconds: number;
}

export const START: TrainingState = { step: 0, losses: 0, stepsSince: 0, curve: [], seconds: 0 };

/** Saves a run that can be resumed; called between steps. */
export interface Saver {
  /** Steps between two calls. */
  readonly everySteps: number;
  /** Seconds between two at most. */
  readonly everySeconds: number;
  save(state: TrainingState): Promise<void>;
}

/** Trains from `start`, where the session already stands, to the last step. */
export async function trainToEnd(run: Run, start: TrainingState = START, saver?: Saver): Promise<CurvePoint[]> {
  const training = new Training(run, start);
  try {
    await training.toEnd(saver);
  } catch (error) {
    if (saver && run.signal?.aborted && error === run.signal.reason) await saver.save(training.state());
    throw error;
  }
  return [...training.state().curve];
}

class Training {
  readonly #run: Run;
  readonly #evaluateAfter: ReadonlySet<number>;
  readonly #started: number;
  readonly #curve: CurvePoint[];
  #step: number;
  #losses: number;
  #stepsSince: number;

  constructor(run: Run, start: TrainingState) {
    this.#run = run;
    this.#evaluateAfter = evaluationSteps(run.session.steps, run.task.evaluations);
    this.#started = performance.now() - start.seconds * 1000;
    this.#curve = [...start.curve];
    this.#step = start.step;
    this.#losses = start.losses;
    this.#stepsSince = start.stepsSince;
  }

  state(): TrainingState {
    return { step: this.#step, losses: this.#losses, stepsSince: this.#stepsSince, curve: [...this.#curve], seconds: this.#seconds() };
  }

  /** An evaluation that a resumed run still owes comes first, a step after it. */
  async toEnd(saver?: Saver): Promise<void> {
    const { steps } = this.#run.session;
    for (let savedAt = this.#step, savedSeconds = this.#seconds(); ; await this.#train()) {
      if (this.#evaluateAfter.has(this.#step) && this.#curve.at(-1)?.step !== this.#step) await this.#evaluate();
      const isLast = this.#step >= steps;
      const isDue = saver !== undefined && (isLast || this.#step % saver.everySteps === 0 || this.#seconds() - savedSeconds >= saver.everySeconds);
      if (isDue && this.#step > savedAt) {
        await saver.save(this.state());
        [savedAt, savedSeconds] = [this.#step, this.#seconds()];
      }
      if (isLast) return;
    }
  }

  async #train(): Promise<void> {
    const { session, task, progress } = this.#run;
    const { steps, trainSamples } = session;
    const rate = learningRate(task, this.#step, { steps, stepsPerEpoch: trainSamples / task.batchSize });
    this.#losses += await sharedStep(this.#run, () => session.trainStep(rate));
    this.#stepsSince++;
    this.#step++;
    progress.update('training', this.#step, steps);
  }

  async #evaluate(): Promise<void> {
    const { session, task, progress } = this.#run;
    progress.update('evaluating', this.#step, session.steps);
    const { loss, accuracy } = await evaluateAveraged(this.#run, session.validation);
    const point: CurvePoint = {
      step: this.#step, epoch: (this.#step * task.batchSize) / session.trainSamples, trainLoss: this.#losses / this.#stepsSince,
      validationLoss: loss, validationAccuracy: accuracy, seconds: this.#seconds(),
    };
    this.#curve.push(point);
    progress.update('evaluating', this.#step, session.steps, point);
    this.#losses = this.#stepsSince = 0;
  }

  #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }
}

/** Large enough for speed. Twice the training batch takes less memory than a training step: nothing is kept for gradients. */
const MAX_EVALUATION_BATCH = 100;

/** With running statistics, and the averaged weights where they are kept. */
export function evaluateAveraged(run: Run, images: BatchMaker): Promise<Evaluation> {
  const { optimizer, network } = run.session;
  const batchSize = Math.min(MAX_EVALUATION_BATCH, 2 * run.task.batchSize);
  return optimizer.withAverages(() => evaluate(network, images, batchSize, (work) => sharedStep(run, work)));
}

/** `evaluations` steps spread evenly, the last step among them. */
export function evaluationSteps(steps: number, evaluations: number): ReadonlySet<number> {
  return new Set(Array.from({ length: evaluations }, (_, index) => Math.max(1, Math.round(((index + 1) * steps) / evaluations))));
}
