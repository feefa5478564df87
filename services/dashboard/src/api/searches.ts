import type { CandidateDetail, CandidatePage, CreateSearch, ListCandidatesQuery, SearchDetail, SearchPage, SearchSummary } from '@stride/contracts';
import { queryString, request } from './http.js';

const searchPath = (id: string) => `/v1/searches/${encodeURIComponent(id)}`;

export const searchEventsPath = (id: string) => `${searchPath(id)}/events`;
export const exportPath = (id: string) => `${searchPath(id)}/export`;
export const ALL_EVENTS_PATH = '/v1/events';

export function listSearches(cursor: string | null, signal?: AbortSignal): Promise<SearchPage> {
  return request(`/v1/searches${queryString({ limit: 50, cursor })}`, { signal });
}

export function getSearch(id: string, signal?: AbortSignal): Promise<SearchDetail> {
  return request(searchPath(id), { signal });
}

export function createSearch(body: CreateSearch): Promise<SearchSummary> {
  return request('/v1/searches', { method: 'POST', body });
}

export type SearchCommand = 'pause' | 'resume' | 'cancel';

export function commandSearch(id: string, command: SearchCommand): Promise<SearchSummary> {
  return request(`${searchPath(id)}/${command}`, { method: 'POST' });
}

export function extendSearch(id: string, candidates: number): Promise<SearchSummary> {
  return request(`${searchPath(id)}/extend`, { method: 'POST', body: { candidates } });
}

export function listCandidates(id: string, query: ListCandidatesQuery, signal?: AbortSignal): Promise<CandidatePage> {
  return request(`${searchPath(id)}/candidates${queryString(query)}`, { signal });
}

/** Every completed candidate, page by page: charts fill while the next page is on its way. */
export async function* completedCandidates(id: string, signal: AbortSignal): AsyncGenerator<CandidatePage> {
  let cursor: string | null = null;
  do {
    const query: ListCandidatesQuery = { status: 'completed', limit: 500, ...(cursor === null ? {} : { cursor }) };
    const page = await listCandidates(id, query, signal);
    yield page;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

export function getCandidate(id: string, signal?: AbortSignal): Promise<CandidateDetail> {
  return request(`/v1/candidates/${encodeURIComponent(id)}`, { signal });
}
