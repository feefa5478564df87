import { architectureHash } from '../architecture/hash.js';
import { decodeArchitecture } from '../search-space/encoding.js';
import type { SearchSpace } from '../search-space/search-space.js';
import type { Proposal } from './strategy.js';

/** @throws StrideError ENCODING_INVALID */
export function proposalOf(space: SearchSpace, encoding: readonly number[]): Proposal {
  const architecture = decodeArchitecture(space, encoding);
  return { encoding, architecture, hash: architectureHash(architecture) };
}
