import type {
  CandidateDetail,
  CandidatePage,
  CandidateSummary,
  CreateSearch,
  ListCandidatesQuery,
  SearchDetail,
  SearchPage,
  SearchSummary,
} from '@stride/contracts';
import { queryString, request } from './http.js';

export const searchPath = (id: string) => `/v1/searches/${encodeURIComponent(id)}`;

export const searchEventsPath = (id: string) => `${searchPath(id)}/events`;
export const exportPath = (id: string) => `${searchPath(id)}/export`;
export const candidateExportPath = (id: string) => `/v1/candidates/${encodeURIComponent(id)}/export`;
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

/**
 * Every completed candidate: charts fill while more pages are on their way. Each part is as long as all before it, so
 * that however many there are, they are drawn only a few times.
 */
export async function* completedCandidates(
  id: string,
  signal: AbortSignal,
): AsyncGenerator<readonly CandidateSummary[]> {
  let cursor: string | null = null;
  let delivered = 0;
  let part: CandidateSummary[] = [];
  do {
    const query: ListCandidatesQuery = { status: 'completed', limit: 500, ...(cursor === null ? {} : { cursor }) };
    const page = await listCandidates(id, query, signal);
    part.push(...page.items);
    cursor = page.nextCursor;
    if (part.length < delivered && cursor !== null) continue;
    yield part;
    delivered += part.length;
    part = [];
  } while (cursor !== null);
}

export function getCandidate(id: string, signal?: AbortSignal): Promise<CandidateDetail> {
  return request(`/v1/candidates/${encodeURIComponent(id)}`, { signal });
}
