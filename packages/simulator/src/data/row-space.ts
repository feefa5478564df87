import type { Decision, DecisionSpace } from '@stride/core';
import { checkEncoding } from './check-encoding.js';
import { countOf, hashOfNumber, rankOf } from './row-major.js';

/** Some of all encodings, each a row. */
export interface RowSpace {
  readonly space: DecisionSpace;
  /** The row of an encoding, from 0; null for one that is no row. The encoding must fit the decisions. */
  rowOf(encoding: readonly number[]): number | null;
}

/**
 * @param encodings must fit the decisions
 * @param onDuplicate called for a row whose encoding an earlier row has; the earlier one stays
 */
export function rowSpace(
  decisions: readonly Decision[], encodings: readonly (readonly number[])[], onDuplicate: (row: number, earlier: number) => void = () => {},
): RowSpace {
  // Ranks as numbers take a fifth of the memory of text; beyond 2^53 they would no longer tell encodings apart.
  const keyOf = countOf(decisions) <= Number.MAX_SAFE_INTEGER
    ? (encoding: readonly number[]) => rankOf(decisions, encoding)
    : (encoding: readonly number[]) => encoding.join();
  const rows = new Map<number | string, number>();
  encodings.forEach((encoding, row) => {
    const key = keyOf(encoding);
    const earlier = rows.get(key);
    if (earlier === undefined) rows.set(key, row);
    else onDuplicate(row, earlier);
  });
  const rowOf = (encoding: readonly number[]) => rows.get(keyOf(encoding)) ?? null;
  return {
    rowOf,
    space: {
      decisions,
      size: BigInt(encodings.length),
      encodingAt: (rank) => encodings[Number(rank)] as readonly number[],
      hashOf(encoding) {
        checkEncoding(decisions, encoding);
        const row = rowOf(encoding);
        return row === null ? null : hashOfNumber(row);
      },
    },
  };
}
