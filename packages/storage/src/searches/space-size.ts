import { countArchitectures, type SearchSpace } from '@stride/core';
import type { Search } from '../generated/client.js';
import { stored } from '../summaries.js';

const MAX_REMEMBERED = 1_000;

/** By search id. The space of a search never changes, and counting an intricate one takes seconds. */
const sizes = new Map<string, bigint>();

/** How many different architectures the space of a search holds, exactly. */
export function spaceSize(search: Pick<Search, 'id' | 'space'>): bigint {
  const known = sizes.get(search.id);
  if (known !== undefined) return known;
  const size = countArchitectures(stored<SearchSpace>(search.space));
  const oldest = sizes.keys().next().value;
  if (sizes.size >= MAX_REMEMBERED && oldest !== undefined) sizes.delete(oldest);
  sizes.set(search.id, size);
  return size;
}
