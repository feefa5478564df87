import type { CandidateSortKey } from '@stride/contracts';
import type { ReactNode } from 'react';
import { candidateOf, type LiveSearch } from '../live/reduce-search.js';
import { whole } from '../format/numbers.js';
import { Problem } from '../ui/problem.js';
import { CandidateRow } from './candidate-row.js';
import './candidate-table.css';
import { filteredBy, PAGE_SIZE, sortedBy, STATUSES, type TableQuery } from './table-query.js';
import { useCandidatePage } from './use-candidate-page.js';

interface CandidateTableProps {
  readonly live: LiveSearch;
  readonly selectedId: string | null;
  readonly query: TableQuery;
  onQuery(query: TableQuery): void;
  onPreviousPage(): void;
  onSelect(candidateId: string): void;
  candidateHref(candidateId: string): string;
}

export function CandidateTable(props: CandidateTableProps) {
  const { live, query, onQuery } = props;
  const page = useCandidatePage(live.search.id, query, live.revision);
  const rows = page.state === 'ready' ? page.value.items.map((row) => candidateOf(live, row.id) ?? row) : [];
  const total = page.state === 'ready' ? page.value.total : 0;
  const nextCursor = page.state === 'ready' ? page.value.nextCursor : null;
  const first = query.page * PAGE_SIZE + 1;
  return (
    <section className="card candidates" aria-labelledby="candidates-title">
      <header className="candidates-head">
        <h2 id="candidates-title">
          Candidates {page.state === 'ready' && <span className="candidates-total">{whole(total)}</span>}
        </h2>
        <label className="candidates-filter">
          <span className="muted">Status</span>
          <select
            className="select select-small"
            value={query.status ?? ''}
            onChange={(event) =>
              onQuery(filteredBy(query, STATUSES.find((status) => status === event.target.value) ?? null))
            }
          >
            <option value="">all</option>
            {STATUSES.map((status) => (
              <option key={status}>{status}</option>
            ))}
          </select>
        </label>
      </header>
      {page.state === 'failed' && (
        <div className="candidates-problem">
          <Problem error={page.error} />
        </div>
      )}
      <div className="candidates-scroll">
        <table className="candidate-table">
          <caption className="visually-hidden">Candidates of this search</caption>
          <thead>
            <tr>
              <SortHeader query={query} onQuery={onQuery} sort="number">
                #
              </SortHeader>
              <th scope="col">Status</th>
              <SortHeader query={query} onQuery={onQuery} sort="reward" numeric>
                Reward
              </SortHeader>
              <SortHeader query={query} onQuery={onQuery} sort="accuracy" numeric>
                Accuracy, %
              </SortHeader>
              <SortHeader query={query} onQuery={onQuery} sort="stepTimeMs" numeric>
                Step time, ms
              </SortHeader>
              <SortHeader query={query} onQuery={onQuery} sort="params" numeric className="column-params">
                Params
              </SortHeader>
              <SortHeader query={query} onQuery={onQuery} sort="multiplyAdds" numeric className="column-madds">
                Multiply-adds
              </SortHeader>
              <th scope="col" className="column-architecture">
                Stages
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((candidate) => (
              <CandidateRow
                key={candidate.id}
                candidate={candidate}
                best={candidate.id === live.search.bestCandidateId}
                selected={candidate.id === props.selectedId}
                href={props.candidateHref(candidate.id)}
                onSelect={props.onSelect}
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
          {query.status === null ? 'No candidate has been proposed yet.' : `No candidate is ${query.status}.`}
        </p>
      )}
      {(query.page > 0 || nextCursor !== null) && (
        <footer className="candidates-foot">
          <span className="muted">
            {first}–{first + rows.length - 1} of {total}
          </span>
          <button type="button" className="button" disabled={query.page === 0} onClick={props.onPreviousPage}>
            Previous
          </button>
          <button
            type="button"
            className="button"
            disabled={nextCursor === null}
            onClick={() => onQuery({ ...query, cursor: nextCursor, page: query.page + 1 })}
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
