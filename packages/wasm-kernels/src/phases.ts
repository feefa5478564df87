import type { backend_util } from '@tensorflow/tfjs-core';
import type { Window } from './images.js';

/**
 * Along one axis, the input positions `first`, `first + stride`, ... of a strided convolution all meet the same taps
 * of the filter, so their gradient is a convolution of dy with stride 1.
 */
export interface Phase {
  readonly first: number;
  readonly count: number;
  /** The taps, in the order in which they meet dy's positions from `start` on. */
  readonly taps: readonly number[];
  /** Position of dy that the first tap meets at `first`. */
  readonly start: number;
}

export interface Phases {
  readonly vertical: readonly Phase[];
  readonly horizontal: readonly Phase[];
  /** What all phases together read of dy. */
  readonly window: Window;
}

export function phasesOf(conv: backend_util.Conv2DInfo): Phases {
  const vertical = axisPhases(conv.inHeight, conv.filterHeight, conv.strideHeight, conv.padInfo.top);
  const horizontal = axisPhases(conv.inWidth, conv.filterWidth, conv.strideWidth, conv.padInfo.left);
  const rows = reach(vertical), columns = reach(horizontal);
  return {
    vertical, horizontal,
    window: { top: rows.from, left: columns.from, height: rows.to - rows.from, width: columns.to - columns.from },
  };
}

function axisPhases(size: number, kernel: number, stride: number, padding: number): Phase[] {
  return Array.from({ length: Math.min(stride, size) }, (_, first) => {
    // Position `first + stride * i` meets tap k at output (first + padding - k) / stride + i where that is whole.
    const offset = (first + padding) % stride;
    const taps = Array.from({ length: Math.ceil(Math.max(0, kernel - offset) / stride) }, (__, index) => offset + stride * index).reverse();
    return { first, count: Math.ceil((size - first) / stride), taps, start: (first + padding - offset) / stride - taps.length + 1 };
  });
}

/** Positions read by phases that have taps. */
function reach(phases: readonly Phase[]): { from: number; to: number } {
  const reading = phases.filter(({ taps }) => taps.length > 0);
  return {
    from: Math.min(...reading.map(({ start }) => start)),
    to: Math.max(...reading.map(({ start, count, taps }) => start + count + taps.length - 1)),
  };
}
