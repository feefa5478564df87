import type { Architecture } from '../architecture/architecture.js';
import { totalStride } from '../architecture/total-stride.js';
import type { ProxyTask } from '../measurement/proxy-task.js';
import { smallestHeight } from './image-size.js';
import { NOT_PROGRESSIVE, type Progressive, type Strength } from './progressive.js';

type Linear = Extract<Progressive, { kind: 'linear' }>;
type Regularization = Pick<ProxyTask, 'augmentation' | 'dropout'>;

/** As in the paper. */
const MOST_STAGES = 4;
/** The first image size over the architecture's: wanted, and how far off it may be. In the paper it is 0.43 for EfficientNetV2-S. */
const FIRST_SIZE = { wanted: 0.5, least: 0.4, most: 0.67 };
/** Of the task's magnitude and dropout; mixup begins at 0. As in the paper for EfficientNetV2-S. */
const FIRST_STRENGTH = 1 / 3;
/**
 * Images below this height do not grow unless somebody asks for it. Small images lose accuracy by being made smaller, and more
 * than the time that it saves is worth: docs/progressive.md. The paper's evidence begins at 128.
 */
const SMALLEST_FIRST_SIZE = 64;

/** A linear schedule for that network and task; what is not given is chosen. */
export function linearProgressive(
  architecture: Architecture, task: Regularization, { stages, ...from }: Partial<Strength> & { readonly stages?: number } = {},
): Linear {
  const growth = imageGrowth(architecture, stages);
  const chosen = { imageSize: growth?.imageSize ?? smallestNear(architecture), ...firstStrength(task) };
  return { kind: 'linear', stages: stages ?? (from.imageSize === undefined ? growth?.stages : undefined) ?? MOST_STAGES, from: { ...chosen, ...from } };
}

/**
 * The schedule of a full training where nothing else is asked for: regularization grows, and so do images where the smallest
 * are not too small. No stage is shorter than an epoch; where nothing could grow there is no schedule.
 */
export function defaultProgressive(architecture: Architecture, task: Regularization & Pick<ProxyTask, 'epochs'>): Progressive {
  const { height } = architecture.input;
  const most = Math.min(MOST_STAGES, Math.floor(task.epochs));
  if (most < 2) return NOT_PROGRESSIVE;
  const growth = imageGrowth(architecture, undefined, most);
  if (growth !== null && growth.imageSize >= SMALLEST_FIRST_SIZE) return linearProgressive(architecture, task, growth);
  const { augmentation, dropout } = task;
  const grows = (augmentation.randAugment?.magnitude ?? 0) > 0 || augmentation.mixup > 0 || dropout > 0;
  return grows ? linearProgressive(architecture, task, { stages: most, imageSize: height }) : NOT_PROGRESSIVE;
}

function firstStrength({ augmentation, dropout }: Regularization): Omit<Strength, 'imageSize'> {
  return { magnitude: (augmentation.randAugment?.magnitude ?? 0) * FIRST_STRENGTH, mixup: 0, dropout: dropout * FIRST_STRENGTH };
}

/**
 * In as many stages as there can be: sizes that differ from the architecture's by multiples of its total stride, so that
 * every convolution with a stride pads all of them alike. A network that has learned from an even size sees an odd one half
 * a step off. Null where no such sizes begin near half the architecture's.
 */
function imageGrowth(architecture: Architecture, stages?: number, most = MOST_STAGES): { stages: number; imageSize: number } | null {
  const { input } = architecture;
  const { height } = input;
  const stride = totalStride(architecture);
  const least = Math.max(smallestHeight(input, stride), FIRST_SIZE.least * height);
  for (let count = stages ?? most; count >= (stages ?? 2); count--) {
    const step = stride * (count - 1);
    const sizes = Array.from({ length: Math.floor(height / step) }, (_, index) => height - (index + 1) * step)
      .filter((size) => size >= least && size <= FIRST_SIZE.most * height);
    if (sizes.length === 0) continue;
    const distance = (size: number) => Math.abs(size - FIRST_SIZE.wanted * height);
    return { stages: count, imageSize: sizes.reduce((best, size) => (distance(size) < distance(best) ? size : best)) };
  }
  return null;
}

/** Half the architecture's size, or what comes nearest to it. */
function smallestNear(architecture: Architecture): number {
  const { input } = architecture;
  const least = smallestHeight(input, totalStride(architecture));
  return Math.min(input.height, Math.max(least, Math.round(FIRST_SIZE.wanted * input.height)));
}
