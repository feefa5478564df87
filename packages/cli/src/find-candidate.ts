import type { CandidatePage, CandidateSummary, StrideClient } from '@stride/client';
import { StrideError } from '@stride/core';

const PAGE = 500;

/** Every candidate of a search that the query leaves, page by page. */
export async function* allCandidates(stride: StrideClient, searchId: string): AsyncGenerator<CandidateSummary, void, undefined> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: CandidatePage = await stride.searches.candidates(searchId, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
  }
}

/**
 * The candidate of a search by its number; 0 is the reference.
 * @throws StrideError SEARCH_UNKNOWN | CANDIDATE_UNKNOWN
 */
export async function findCandidate(stride: StrideClient, searchId: string, number: number): Promise<CandidateSummary> {
  const { id, reference } = await stride.searches.get(searchId);
  if (reference?.number === number) return reference;
  for await (const candidate of allCandidates(stride, id)) {
    if (candidate.number === number) return candidate;
  }
  throw new StrideError('CANDIDATE_UNKNOWN', `Search ${id} has no candidate #${number}.`);
}
