import type { Stride } from '../architecture/architecture.js';
import { outputSize } from '../architecture/blocks.js';
import { effectiveStride } from '../architecture/symbol.js';
import { choicesOf } from './fields.js';
import type { SearchSpace } from './search-space.js';

/** An image size and stem stride, by their indices, that differ from every other entry as networks. */
export interface Entrance {
  readonly height: number;
  readonly width: number;
  readonly stride: number;
}

/** All of them, by the strides of 2 until the stem's output is a single pixel. */
export function entrancesOf(space: SearchSpace): Map<number, Entrance[]> {
  const entrances = new Map<number, Entrance[]>();
  choicesOf(space.input.height).forEach((height, heightIndex) => {
    choicesOf(space.input.width).forEach((width, widthIndex) => {
      const seen = new Set<Stride>();
      choicesOf(space.stem.stride).forEach((stride, strideIndex) => {
        const effective = effectiveStride(stride, height === 1 && width === 1);
        if (seen.has(effective)) return;
        seen.add(effective);
        const halvings = halvingsToPixel(Math.max(outputSize(height, effective), outputSize(width, effective)));
        const group = entrances.get(halvings) ?? [];
        group.push({ height: heightIndex, width: widthIndex, stride: strideIndex });
        entrances.set(halvings, group);
      });
    });
  });
  return entrances;
}

function halvingsToPixel(size: number): number {
  let halvings = 0;
  for (let side = size; side > 1; side = outputSize(side, 2)) halvings += 1;
  return halvings;
}
