import type { CandidateSortKey } from '@stride/contracts';
import { useMemo, type ReactNode } from 'react';
import { whole } from '../../format/numbers.js';
import { candidateOf } from '../../live/live-search.js';
import { Problem } from '../../ui/problem.js';
import { readCompared, toggled } from '../compare/compared.js';
import type { ViewProps } from '../search-page.js';
import { CandidateRow } from './candidate-row.js';
import './candidate-table.css';
import { ColumnChoice } from './column-choice.js';
import { chosenColumns } from './columns.js';
import { TableFilters } from './table-filters.js';
import { isFiltered, PAGE_SIZE, sortedBy, type TableQuery } from './table-query.js';
import { useCandidatePage } from './use-candidate-page.js';
import { useTableQuery } from './use-table-query.js';

interface CandidateTableProps extends ViewProps {
  onCompare(numbers: readonly number[]): void;
}

export function CandidateTable({ live, selectedId, address, onSelect, candidateHref, onCompare }: CandidateTableProps) {
  const { query, go, previousPage } = useTableQuery(address);
  const columns = useMemo(() => chosenColumns(address.params.get('cols')), [address.params]);
  const compared = useMemo(() => readCompared(address.params), [address.params]);
  const page = useCandidatePage(live.search.id, query, live.revision);
  const rows = page.state === 'ready' ? page.value.items.map((row) => candidateOf(live, row.id) ?? row) : [];
  const total = page.state === 'ready' ? page.value.total : 0;
  const nextCursor = page.state === 'ready' ? page.value.nextCursor : null;
  const first = query.page * PAGE_SIZE + 1;
  const onCompared = (number: number, isCompared: boolean) => address.write({ with: toggled(compared.numbers, number, isCompared) });
  return (
    <section className="card candidates" aria-labelledby="candidates-title" id="candidates">
      <header className="candidates-head">
        <h2 id="candidates-title">
          Candidates {page.state === 'ready' && <span className="candidates-total" data-testid="candidates-total">{whole(total)}</span>}
        </h2>
        <TableFilters query={query} onQuery={go} />
        <span className="candidates-tools">
          {compared.numbers.length > 0 && (
            <button type="button" className="button button-small" disabled={compared.numbers.length < 2} onClick={() => onCompare(compared.numbers)}>
              Compare {compared.numbers.length}
            </button>
          )}
          <ColumnChoice columns={columns} onColumns={(cols) => address.write({ cols })} />
        </span>
      </header>
      {page.state === 'failed' && (
        <div className="candidates-problem">
          <Problem error={page.error} />
        </div>
      )}
      <div className="candidates-scroll" tabIndex={0} role="group" aria-labelledby="candidates-title">
        <table className="candidate-table" data-testid="candidate-table" data-page={JSON.stringify([query, rows.length])}>
          <caption className="visually-hidden">Candidates of this search</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Compare</span>
              </th>
              <SortHeader query={query} onQuery={go} sort="number">
                #
              </SortHeader>
              {columns.map(({ id, name, sort, isNumeric, className = '' }) =>
                sort === null ? (
                  <th key={id} scope="col" className={`${isNumeric ? 'number ' : ''}${className}`}>
                    {name}
                  </th>
                ) : (
                  <SortHeader key={id} query={query} onQuery={go} sort={sort} numeric={isNumeric} className={className}>
                    {name}
                  </SortHeader>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((candidate) => (
              <CandidateRow
                key={candidate.id}
                candidate={candidate}
                columns={columns}
                best={candidate.id === live.search.bestCandidateId}
                selected={candidate.id === selectedId}
                compared={compared.numbers.includes(candidate.number) ? true : compared.isFull ? null : false}
                href={candidateHref(candidate.id)}
                onSelect={onSelect}
                onCompared={onCompared}
              />
            ))}
          </tbody>
        </table>
      </div>
      {page.state === 'loading' && (
        <p className="candidates-note muted" aria-busy="true">
          Loading candidates…
        </p>
      )}
      {page.state === 'ready' && rows.length === 0 && (
        <p className="candidates-note muted">
          {isFiltered(query) ? 'No candidate is like that.' : 'No candidate has been proposed yet.'}
        </p>
      )}
      {(query.page > 0 || nextCursor !== null) && (
        <footer className="candidates-foot">
          <span className="muted">
            {whole(first)}–{whole(first + rows.length - 1)} of {whole(total)}
          </span>
          <button type="button" className="button" disabled={query.page === 0} onClick={previousPage}>
            Previous
          </button>
          <button
            type="button"
            className="button"
            disabled={nextCursor === null}
            onClick={() => go({ ...query, cursor: nextCursor, page: query.page + 1 })}
          >
            Next
          </button>
        </footer>
      )}
    </section>
  );
}

interface SortHeaderProps {
  readonly sort: CandidateSortKey;
  readonly query: TableQuery;
  readonly numeric?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
  onQuery(query: TableQuery): void;
}

function SortHeader({ sort, query, onQuery, numeric = false, className = '', children }: SortHeaderProps) {
  const active = query.sort === sort;
  const direction = active ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined;
  return (
    <th scope="col" className={`${numeric ? 'number ' : ''}${className}`} aria-sort={direction}>
      <button type="button" className="sort" onClick={() => onQuery(sortedBy(query, sort))}>
        {children}
        <svg className="sort-arrow" viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
          <path d="M4 1v6M1.5 4.5L4 7l2.5-2.5" fill="none" stroke="currentColor" strokeWidth="1.2" />
        </svg>
      </button>
    </th>
  );
}
