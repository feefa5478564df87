/** Where the reference stands on the axes of the scatter. Pure. */
import type { SearchDetail } from '@stride/contracts';
import type { ScatterAxis } from '../../charts/scatter-axes.js';
import type { ScatterView } from '../../charts/scatter-data.js';

type Referred = Pick<SearchDetail, 'reference' | 'referenceParams'>;

/** @param referenceStepTimesMs S0 by device class */
export function referenceOn(
  view: Pick<ScatterView, 'x' | 'y' | 'deviceClass'>,
  search: Referred,
  referenceStepTimesMs: readonly (number | undefined)[],
): { readonly x: number | null; readonly y: number | null } {
  // Without a choice there is one class only, or an axis of multiples, on which the class does not matter.
  const s0 = referenceStepTimesMs[view.deviceClass ?? 0] ?? null;
  return { x: figureOf(view.x, search, s0), y: figureOf(view.y, search, s0) };
}

function figureOf(axis: ScatterAxis, { reference, referenceParams }: Referred, s0: number | null): number | null {
  switch (axis) {
    case 'stepTimeRatio':
      return s0 === null ? null : 1;
    case 'stepTimeMs':
      return s0;
    case 'params':
      return referenceParams;
    case 'number':
      return null;
    default:
      return reference?.[axis] ?? null;
  }
}
