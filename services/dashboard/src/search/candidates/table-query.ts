/** The candidate table's state as it stands in the address: sorted by what, filtered by what, which page. Pure. */
import type { CandidateSortKey, CandidateSummary, ListCandidatesQuery } from '@stride/contracts';

export const PAGE_SIZE = 25;

export interface TableQuery {
  readonly sort: CandidateSortKey;
  readonly order: 'asc' | 'desc';
  readonly status: CandidateSummary['status'] | null;
  /** In the one-line form of the architecture. */
  readonly text: string | null;
  /** Bounds of figures, by the API's names: `accuracyMin`, `stepTimeMsMax` and so on. */
  readonly bounds: Bounds;
  /** Where the page starts, as the API named it; null for the first. */
  readonly cursor: string | null;
  /** Counts from 0; only for showing which rows these are. */
  readonly page: number;
}

export type Bounds = Readonly<Partial<Record<BoundName, number>>>;

export const SORT_KEYS = [
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

type BoundName = `${Exclude<CandidateSortKey, 'finishedAt'>}${'Min' | 'Max'}`;
export const BOUND_NAMES = SORT_KEYS.flatMap((key) => (key === 'finishedAt' ? [] : [`${key}Min`, `${key}Max`] as const)) satisfies readonly BoundName[];

/** Newest first, so that what runs now is on top. */
const DEFAULT: TableQuery = { sort: 'number', order: 'desc', status: null, text: null, bounds: {}, cursor: null, page: 0 };

/** What an address says; what it says wrongly is as if unsaid. */
export function readQuery(params: URLSearchParams): TableQuery {
  const cursor = params.get('cursor');
  const page = Number(params.get('page') ?? 1) - 1;
  return {
    sort: SORT_KEYS.find((key) => key === params.get('sort')) ?? DEFAULT.sort,
    order: params.get('order') === 'asc' ? 'asc' : DEFAULT.order,
    status: STATUSES.find((status) => status === params.get('status')) ?? null,
    text: params.get('q'),
    bounds: readBounds(params),
    cursor,
    page: cursor === null || !Number.isInteger(page) || page < 1 ? 0 : page,
  };
}

function readBounds(params: URLSearchParams): Bounds {
  const given = BOUND_NAMES.map((name) => [name, Number.parseFloat(params.get(name) ?? '')] as const);
  return Object.fromEntries(given.filter(([, value]) => Number.isFinite(value)));
}

/** The shortest address that says it; null: not in it. */
export function writeQuery(query: TableQuery): Readonly<Record<string, string | null>> {
  return {
    sort: query.sort === DEFAULT.sort ? null : query.sort,
    order: query.order === DEFAULT.order ? null : query.order,
    status: query.status,
    q: query.text,
    ...Object.fromEntries(BOUND_NAMES.map((name) => [name, query.bounds[name] === undefined ? null : String(query.bounds[name])])),
    cursor: query.cursor,
    page: query.cursor === null ? null : String(query.page + 1),
  };
}

export function toListQuery({ sort, order, status, text, bounds, cursor }: TableQuery): ListCandidatesQuery {
  return {
    limit: PAGE_SIZE,
    sort,
    order,
    ...(status === null ? {} : { status }),
    ...(text === null || text.trim() === '' ? {} : { q: text.trim() }),
    ...bounds,
    ...(cursor === null ? {} : { cursor }),
  };
}

/** A cursor belongs to one order: sorting and filtering go back to the first page. */
export function sortedBy(query: TableQuery, sort: CandidateSortKey): TableQuery {
  const order = query.sort === sort ? opposite(query.order) : firstOrder(sort);
  return { ...query, sort, order, cursor: null, page: 0 };
}

export function filteredBy(query: TableQuery, filter: Partial<Pick<TableQuery, 'status' | 'text' | 'bounds'>>): TableQuery {
  return { ...query, ...filter, cursor: null, page: 0 };
}

export function isFiltered({ status, text, bounds }: TableQuery): boolean {
  return status !== null || (text ?? '').trim() !== '' || Object.keys(bounds).length > 0;
}

function opposite(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc';
}

/** The better end first: fast, small and cheap, or accurate and rewarding. */
function firstOrder(sort: CandidateSortKey): 'asc' | 'desc' {
  return sort === 'stepTimeMs' || sort === 'params' || sort === 'multiplyAdds' ? 'asc' : 'desc';
}
