import type { CandidatePage, CandidateSummary, SearchDetail } from '@stride/contracts';
import { StrideError } from '@stride/core';
import type { RestClient } from './rest.js';

const PAGE = 500;

/**
 * The candidate of a search by its number; 0 is the reference.
 * @throws StrideError SEARCH_UNKNOWN | CANDIDATE_UNKNOWN
 */
export async function findCandidate(rest: RestClient, searchId: string, number: number): Promise<CandidateSummary> {
  const { id, reference } = await rest.get<SearchDetail>(`/v1/searches/${encodeURIComponent(searchId)}`);
  if (reference?.number === number) return reference;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: CandidatePage = await rest.get<CandidatePage>(`/v1/searches/${id}/candidates?limit=${PAGE}${from}`);
    const found = page.items.find((item) => item.number === number);
    if (found) return found;
    cursor = page.nextCursor;
  }
  throw new StrideError('CANDIDATE_UNKNOWN', `Search ${id} has no candidate #${number}.`);
}
