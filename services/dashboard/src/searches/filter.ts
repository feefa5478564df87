/** Which searches the list shows; stands in the address of the page. Pure. */
import type { ListSearchesQuery, SearchSummary } from '@stride/contracts';
import { SEARCH_STATUSES } from '@stride/core';

export interface SearchFilter {
  /** In the name, the space or the dataset, whatever the case; '' shows all. */
  readonly text: string;
  readonly status: SearchSummary['status'] | null;
}

export function readFilter(params: URLSearchParams): SearchFilter {
  const status = SEARCH_STATUSES.find((known) => known === params.get('status')) ?? null;
  return { text: params.get('q') ?? '', status };
}

export function filterQuery({ text, status }: SearchFilter): Pick<ListSearchesQuery, 'q' | 'status'> {
  return { ...(text.trim() === '' ? {} : { q: text.trim() }), ...(status === null ? {} : { status }) };
}

/** The same judgement as the API's, for searches that an event tells of. */
export function passes(search: SearchSummary, { text, status }: SearchFilter): boolean {
  const wanted = text.trim().toLowerCase();
  return (status === null || search.status === status)
    && [search.name, search.spaceName, search.dataset].some((value) => value.toLowerCase().includes(wanted));
}
