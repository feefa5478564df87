import { parseSearchSpace, StrideError, type SearchSpace } from '@stride/core';
import type { SpaceLibrary } from '../space-library.js';

/**
 * A shipped space by its name, or a document as it was sent.
 * @throws StrideError SEARCH_SPACE_UNKNOWN | SEARCH_SPACE_INVALID, with pointers from the request's root
 */
export function resolveSpace(spaces: SpaceLibrary, given: unknown): SearchSpace {
  if (typeof given === 'string') return spaces.named(given).space;
  try {
    return parseSearchSpace(given);
  } catch (error) {
    if (!(error instanceof StrideError)) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: `/space${issue.path}` }));
    throw new StrideError(error.code, error.message, { issues, cause: error });
  }
}
