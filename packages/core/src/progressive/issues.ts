import type { Issue } from '../errors.js';
import { smallestHeight, type ImageSize } from './image-size.js';
import type { Progressive, ProgressiveStage } from './progressive.js';
import { startsOf } from './shares.js';

/** What a schedule has to do with. */
export interface ProgressiveContext {
  /** The architecture's image size. */
  readonly input: ImageSize;
  /** Pixels on a side that the network's last map has one for; 1 where it is not known. */
  readonly totalStride: number;
  /** Of the whole training. */
  readonly steps: number;
}

/** How far shares may add up to something else than 1: as far as a person who writes three digits of a third. */
const SHARE_TOLERANCE = 1e-3;

/** What no training can do, each with its place in the task, like /progressive/from/imageSize. */
export function progressiveIssues(progressive: Progressive, context: ProgressiveContext): Issue[] {
  switch (progressive.kind) {
    case 'none': return [];
    case 'linear': {
      const { stages, from } = progressive;
      return [...stageCountIssues(stages, context), ...sizeIssues('/progressive/from/imageSize', from.imageSize, context)];
    }
    case 'custom': {
      const { stages } = progressive;
      const sizes = stages.flatMap(({ imageSize }, index) => sizeIssues(`/progressive/stages/${index}/imageSize`, imageSize, context));
      return [...shareIssues(stages, context), ...sizes];
    }
  }
}

function stageCountIssues(stages: number, { steps }: ProgressiveContext): Issue[] {
  if (stages > steps) return [issue('/progressive/stages', stages, `at most ${steps}, the number of training steps`)];
  return Number.isInteger(stages) && stages >= 2 ? [] : [issue('/progressive/stages', stages, 'a whole number of at least 2')];
}

function sizeIssues(path: string, height: number, { input, totalStride: stride }: ProgressiveContext): Issue[] {
  if (!Number.isInteger(height) || height < 1) return [issue(path, height, 'a whole number of pixels, at least 1')];
  if (height > input.height) return [issue(path, height, `at most ${input.height}, the height of the network's own images`)];
  const least = smallestHeight(input, stride);
  return height >= least ? [] : [issue(path, height, `at least ${least}: the network's total stride is ${stride}`)];
}

function shareIssues(stages: readonly ProgressiveStage[], { steps }: ProgressiveContext): Issue[] {
  const shares = stages.map(({ share }) => share);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(Math.abs(sum - 1) <= SHARE_TOLERANCE)) return [{ path: '/progressive/stages', message: `the shares add up to ${Number(sum.toPrecision(6))}; expected 1` }];
  const starts = [...startsOf(shares, steps), steps];
  return shares.flatMap((share, index) => {
    if (!(share > 0)) return [issue(`/progressive/stages/${index}/share`, share, 'a number above 0')];
    return (starts[index] as number) < (starts[index + 1] as number) ? []
      : [issue(`/progressive/stages/${index}/share`, share, `enough for one of the ${steps} training steps`)];
  });
}

function issue(path: string, found: number, expected: string): Issue {
  return { path, message: `found ${found}; expected ${expected}` };
}
