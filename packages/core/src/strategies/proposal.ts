import type { DecisionSpace } from '../search-space/decision-space.js';
import type { Proposal } from './strategy.js';

/** Null where the encoding stands for no point that may be tried. @throws StrideError ENCODING_INVALID */
export function proposalOf(space: DecisionSpace, encoding: readonly number[]): Proposal | null {
  const hash = space.hashOf(encoding);
  return hash === null ? null : { encoding, hash };
}

/** @throws StrideError ENCODING_INVALID when a told encoding does not fit the space */
export function checkTold(space: DecisionSpace, encoding: readonly number[]): readonly number[] {
  space.hashOf(encoding);
  return encoding;
}
