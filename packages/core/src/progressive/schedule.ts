import type { Architecture } from '../architecture/architecture.js';
import { totalStride } from '../architecture/total-stride.js';
import { StrideError } from '../errors.js';
import type { Augmentation } from '../measurement/augmentation.js';
import type { ProxyTask } from '../measurement/proxy-task.js';
import { sizeOf, type ImageSize } from './image-size.js';
import { progressiveIssues } from './issues.js';
import type { Strength } from './progressive.js';
import { startsOf } from './shares.js';

/** A run of steps that are alike: from `fromStep` to the next stage's, or to the end. */
export interface TrainingStage {
  /** The stage's first step, from 0. */
  readonly fromStep: number;
  readonly imageSize: ImageSize;
  /** The task's, with the stage's magnitude of RandAugment and its mixup. */
  readonly augmentation: Augmentation;
  readonly dropout: number;
}

/**
 * The stages of a training of so many steps, in order; there is at least one, the first begins at step 0, and each has a step.
 * Source: Tan & Le 2021 (arXiv 2104.00298), Algorithm 1.
 * @throws StrideError PROXY_TASK_INVALID whose `issues` point into the task
 */
export function progressiveStages(
  task: Pick<ProxyTask, 'progressive' | 'augmentation' | 'dropout'>, architecture: Architecture, steps: number,
): readonly TrainingStage[] {
  const { progressive } = task;
  const { input } = architecture;
  const issues = progressiveIssues(progressive, { input, totalStride: totalStride(architecture), steps });
  const [first] = issues;
  if (first) throw new StrideError('PROXY_TASK_INVALID', `The training cannot be run, at ${first.path}: ${first.message}`, { issues });

  const stage = (fromStep: number, strength: Strength) => stageOf(fromStep, strength, task.augmentation, input);
  switch (progressive.kind) {
    case 'none': return [stage(0, ownStrength(task, input))];
    case 'linear': {
      const { stages, from } = progressive;
      const to = ownStrength(task, input);
      return Array.from({ length: stages }, (_, index) =>
        stage(Math.round((index * steps) / stages), between(from, to, index / (stages - 1))));
    }
    case 'custom': {
      const starts = startsOf(progressive.stages.map(({ share }) => share), steps);
      return progressive.stages.map((strength, index) => stage(starts[index] as number, strength));
    }
  }
}

/** The stage that a step, counted from 0, belongs to. */
export function stageAt(stages: readonly TrainingStage[], step: number): TrainingStage {
  return stages.findLast(({ fromStep }) => fromStep <= step) as TrainingStage;
}

/** Of all stages: what decides how much memory training takes. */
export function largestImageSize(stages: readonly TrainingStage[]): ImageSize {
  return stages.map(({ imageSize }) => imageSize).reduce((largest, size) => (size.height * size.width > largest.height * largest.width ? size : largest));
}

function ownStrength({ augmentation, dropout }: Pick<ProxyTask, 'augmentation' | 'dropout'>, { height }: ImageSize): Strength {
  return { imageSize: height, magnitude: augmentation.randAugment?.magnitude ?? 0, mixup: augmentation.mixup, dropout };
}

function between(from: Strength, to: Strength, part: number): Strength {
  // Not from + (to - from) * part, which need not be `to` at the end.
  const value = (name: keyof Strength) => from[name] * (1 - part) + to[name] * part;
  return { imageSize: Math.round(value('imageSize')), magnitude: value('magnitude'), mixup: value('mixup'), dropout: value('dropout') };
}

function stageOf(fromStep: number, { imageSize, magnitude, mixup, dropout }: Strength, own: Augmentation, input: ImageSize): TrainingStage {
  const randAugment = own.randAugment && { ...own.randAugment, magnitude };
  return { fromStep, imageSize: sizeOf(imageSize, input), augmentation: { ...own, randAugment, mixup }, dropout };
}
