import type { SearchSummary, StrideClient } from '@stride/client';
import { StrideError } from '@stride/core';
import { UsageError } from './usage-error.js';

/** An id in full has more; the first characters of ids are the time, and of searches of one minute the same. */
const SHORTEST_PREFIX = 6;
const IS_PREFIX = new RegExp(`^[0-9a-f][0-9a-f-]{${SHORTEST_PREFIX - 1},34}$`, 'i');

/**
 * The id of the search that a person means: its id, the first six characters of it or more, or `last` for the newest. What is none of these is
 * left to the API to refuse.
 * @throws StrideError SEARCH_UNKNOWN; CONFIG_INVALID when several begin so
 */
export async function findSearch(stride: StrideClient, text: string): Promise<string> {
  if (text === 'last') return newest(stride);
  if (!IS_PREFIX.test(text)) return text;
  const matches: SearchSummary[] = [];
  for await (const search of stride.searches.all({ limit: 500 })) {
    if (search.id.startsWith(text.toLowerCase())) matches.push(search);
  }
  const [only] = matches;
  if (only === undefined) throw new StrideError('SEARCH_UNKNOWN', `No search has an id that begins with ${text}; stride search list shows them.`);
  if (matches.length === 1) return only.id;
  const some = matches.slice(0, 4).map(({ id, name }) => `${id} (${name})`).join(', ');
  throw new UsageError(`The ids of ${matches.length} searches begin with ${text}: ${some}${matches.length > 4 ? ' …' : ''}. Give more of it.`);
}

async function newest(stride: StrideClient): Promise<string> {
  const { items: [search] } = await stride.searches.list({ limit: 1 });
  if (search === undefined) throw new StrideError('SEARCH_UNKNOWN', 'There is no search yet; stride search submit makes one.');
  return search.id;
}
