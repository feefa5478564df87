/** The candidate table's state as it stands in the address: sorted by what, filtered by what, which page. Pure. */
import type { CandidateSortKey, CandidateSummary, ListCandidatesQuery } from '@stride/contracts';

export const PAGE_SIZE = 25;

export interface TableQuery {
  readonly sort: CandidateSortKey;
  readonly order: 'asc' | 'desc';
  readonly status: CandidateSummary['status'] | null;
  /** Where the page starts, as the API named it; null for the first. */
  readonly cursor: string | null;
  /** Counts from 0; only for showing which rows these are. */
  readonly page: number;
}

const SORT_KEYS = [
  'number',
  'reward',
  'accuracy',
  'stepTimeMs',
  'params',
  'multiplyAdds',
  'finishedAt',
] as const satisfies readonly CandidateSortKey[];
export const STATUSES = [
  'queued',
  'running',
  'completed',
  'failed',
  'pruned',
  'cancelled',
] as const satisfies readonly CandidateSummary['status'][];

/** Newest first, so that what runs now is on top. */
const DEFAULT: TableQuery = { sort: 'number', order: 'desc', status: null, cursor: null, page: 0 };

/** What an address says; what it says wrongly is as if unsaid. */
export function readQuery(params: URLSearchParams): TableQuery {
  const cursor = params.get('cursor');
  const page = Number(params.get('page') ?? 1) - 1;
  return {
    sort: SORT_KEYS.find((key) => key === params.get('sort')) ?? DEFAULT.sort,
    order: params.get('order') === 'asc' ? 'asc' : DEFAULT.order,
    status: STATUSES.find((status) => status === params.get('status')) ?? null,
    cursor,
    page: cursor === null || !Number.isInteger(page) || page < 1 ? 0 : page,
  };
}

/** The shortest address that says it. */
export function writeQuery(query: TableQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.sort !== DEFAULT.sort) params.set('sort', query.sort);
  if (query.order !== DEFAULT.order) params.set('order', query.order);
  if (query.status !== null) params.set('status', query.status);
  if (query.cursor !== null) {
    params.set('cursor', query.cursor);
    params.set('page', String(query.page + 1));
  }
  return params;
}

export function toListQuery({ sort, order, status, cursor }: TableQuery): ListCandidatesQuery {
  return {
    limit: PAGE_SIZE,
    sort,
    order,
    ...(status === null ? {} : { status }),
    ...(cursor === null ? {} : { cursor }),
  };
}

/** A cursor belongs to one order: sorting and filtering go back to the first page. */
export function sortedBy(query: TableQuery, sort: CandidateSortKey): TableQuery {
  const order = query.sort === sort ? opposite(query.order) : firstOrder(sort);
  return { ...query, sort, order, cursor: null, page: 0 };
}

export function filteredBy(query: TableQuery, status: TableQuery['status']): TableQuery {
  return { ...query, status, cursor: null, page: 0 };
}

function opposite(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc';
}

/** The better end first: fast, small and cheap, or accurate and rewarding. */
function firstOrder(sort: CandidateSortKey): 'asc' | 'desc' {
  return sort === 'stepTimeMs' || sort === 'params' || sort === 'multiplyAdds' ? 'asc' : 'desc';
}
