import { useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { readQuery, writeQuery, type TableQuery } from './table-query.js';

export interface TableNavigation {
  readonly query: TableQuery;
  /** To append to an address that should keep the table as it is: empty, or `?...`. */
  readonly suffix: string;
  go(query: TableQuery): void;
  previousPage(): void;
}

/** The table's state in the address, under `path`. The API's cursors lead forwards only; the way back is remembered. */
export function useTableQuery(path: string): TableNavigation {
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const text = params.toString();
  const query = useMemo(() => readQuery(new URLSearchParams(text)), [text]);
  const [trail, setTrail] = useState<readonly (string | null)[]>([]);

  const show = (next: TableQuery) => {
    // Only turning a page is a step that the browser's back button should undo.
    navigate(`${path}${suffixOf(writeQuery(next))}`, { replace: next.page === query.page });
  };
  return {
    query,
    suffix: suffixOf(params),
    go(next) {
      setTrail(next.page > query.page ? [...trail, query.cursor] : []);
      show(next);
    },
    previousPage() {
      // Opened in the middle, by a shared address, the way back is to the first page.
      const page = trail.length > 0 ? query.page - 1 : 0;
      setTrail(trail.slice(0, -1));
      show({ ...query, cursor: trail.at(-1) ?? null, page });
    },
  };
}

function suffixOf(params: URLSearchParams): string {
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
