import type { Decision } from '../../search-space/encoding.js';
import type { FieldValue } from '../../search-space/fields.js';

/** How different two choices of one decision are: 0 for the same, 1 at most; `differences[i][a * choices + b]`. */
export interface DecisionDifferences {
  readonly counts: readonly number[];
  readonly differences: readonly Float64Array[];
}

/** What two different numbers differ by at least: the next larger kernel is still another kernel. */
const LEAST = 0.5;

/**
 * Numbers are as far apart as their places in order, since layers of 1 and 2 have more in common than 1 and 4; names are all
 * equally far apart.
 */
export function decisionDifferences(decisions: readonly Decision[]): DecisionDifferences {
  return {
    counts: decisions.map(({ choices }) => choices.length),
    differences: decisions.map(({ choices }) => {
      const sorted: readonly FieldValue[] | null = choices.every((choice) => typeof choice === 'number') ? choices.toSorted((a, b) => Number(a) - Number(b)) : null;
      const place = (choice: FieldValue) => sorted?.indexOf(choice) ?? 0;
      return Float64Array.from(choices.flatMap((a) => choices.map((b): number => {
        if (a === b) return 0;
        return sorted === null ? 1 : LEAST + ((1 - LEAST) * Math.abs(place(a) - place(b))) / (choices.length - 1);
      })));
    }),
  };
}
