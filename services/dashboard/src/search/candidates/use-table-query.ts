import { useMemo, useState } from 'react';
import type { Address } from '../../ui/use-address.js';
import { readQuery, writeQuery, type TableQuery } from './table-query.js';

export interface TableNavigation {
  readonly query: TableQuery;
  go(query: TableQuery): void;
  previousPage(): void;
}

/** The table's state in the address. The API's cursors lead forwards only; the way back is remembered. */
export function useTableQuery({ params, write }: Address): TableNavigation {
  const text = params.toString();
  const query = useMemo(() => readQuery(new URLSearchParams(text)), [text]);
  const [trail, setTrail] = useState<readonly (string | null)[]>([]);
  return {
    query,
    go(next) {
      setTrail(next.page > query.page ? [...trail, query.cursor] : []);
      write(writeQuery(next));
    },
    previousPage() {
      // Opened in the middle, by a shared address, the way back is to the first page.
      const page = trail.length > 0 ? query.page - 1 : 0;
      setTrail(trail.slice(0, -1));
      write(writeQuery({ ...query, cursor: trail.at(-1) ?? null, page }));
    },
  };
}
