import { architectureHash } from '../architecture/hash.js';
import type { Architecture } from '../architecture/architecture.js';
import { decisions, decodeArchitecture, type Decision } from './encoding.js';
import { countArchitectures, encodingAt } from './networks.js';
import type { SearchSpace } from './search-space.js';

/**
 * What a strategy searches: points, each made by choosing one of a few values at every decision. A search space is one,
 * whose points are networks; so is a table of recorded results.
 */
export interface DecisionSpace {
  readonly decisions: readonly Decision[];
  /** How many different points there are, those that may not be tried included. */
  readonly size: bigint;
  /** An encoding, an index into each decision's choices, of point number `rank`, from 0 to size - 1. */
  encodingAt(rank: bigint): readonly number[];
  /**
   * Names the point of an encoding by lower-case hex digits, 16 at least; several encodings may be one point. Null: there
   * is no such point, or it may not be tried.
   * @throws StrideError ENCODING_INVALID when the encoding does not fit the decisions
   */
  hashOf(encoding: readonly number[]): string | null;
}

/**
 * The networks of a search space.
 * @param mayBeTried leaves out networks that break a limit which is known without training
 */
export function decisionSpaceOf(space: SearchSpace, mayBeTried: (architecture: Architecture) => boolean = () => true): DecisionSpace {
  return {
    decisions: decisions(space),
    size: countArchitectures(space),
    encodingAt: (rank) => encodingAt(space, rank),
    hashOf: (encoding) => {
      const architecture = decodeArchitecture(space, encoding);
      return mayBeTried(architecture) ? architectureHash(architecture) : null;
    },
  };
}
