import { parseSearchSpace, type SearchSpace } from '@stride/core';
import type { SpaceLibrary } from '../space-library.js';
import { within } from './within.js';

/**
 * A shipped space by its name, or a document as it was sent.
 * @throws StrideError SEARCH_SPACE_UNKNOWN | SEARCH_SPACE_INVALID
 */
export function resolveSpace(spaces: SpaceLibrary, given: unknown): SearchSpace {
  return typeof given === 'string' ? spaces.named(given).space : within('/space', () => parseSearchSpace(given));
}
