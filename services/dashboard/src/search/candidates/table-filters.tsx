import { useEffect, useState } from 'react';
import { BOUND_NAMES, filteredBy, isFiltered, STATUSES, type TableQuery } from './table-query.js';

interface TableFiltersProps {
  readonly query: TableQuery;
  onQuery(query: TableQuery): void;
}

/** Pause in typing after which the table is asked for. */
const PAUSE_MS = 250;

/** Which candidates the table shows: by status, by what their architecture contains, and within bounds that a chart or an address set. */
export function TableFilters({ query, onQuery }: TableFiltersProps) {
  return (
    <div className="candidates-filters">
      <TextFilter key={query.text === null ? 'none' : 'some'} query={query} onQuery={onQuery} />
      <select
        className="select select-small"
        aria-label="Show candidates of status"
        value={query.status ?? ''}
        onChange={(event) => onQuery(filteredBy(query, { status: STATUSES.find((status) => status === event.target.value) ?? null }))}
      >
        <option value="">any status</option>
        {STATUSES.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </select>
      {boundsTexts(query).map(({ name, text }) => (
        <button
          key={name}
          type="button"
          className="filter-chip"
          onClick={() => onQuery(filteredBy(query, { bounds: without(query.bounds, name) }))}
          aria-label={`Remove the bound ${text}`}
        >
          {text} ×
        </button>
      ))}
      {isFiltered(query) && (
        <button type="button" className="link-button" onClick={() => onQuery(filteredBy(query, { status: null, text: null, bounds: {} }))}>
          Show all
        </button>
      )}
    </div>
  );
}

function TextFilter({ query, onQuery }: TableFiltersProps) {
  const [text, setText] = useState(query.text ?? '');
  useEffect(() => {
    if (text === (query.text ?? '')) return;
    const timer = setTimeout(() => onQuery(filteredBy(query, { text: text === '' ? null : text })), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      className="input candidates-text"
      type="search"
      value={text}
      onChange={(event) => setText(event.target.value)}
      placeholder="Architecture contains, e.g. fused"
      aria-label="Show candidates whose architecture, in its one-line form, contains"
    />
  );
}

const FIGURES: Readonly<Record<string, string>> = {
  number: 'number', reward: 'reward', accuracy: 'accuracy', stepTimeMs: 'step time, ms', params: 'parameters', multiplyAdds: 'multiply-adds',
};

function boundsTexts({ bounds }: TableQuery) {
  return BOUND_NAMES.flatMap((name) => {
    const value = bounds[name];
    if (value === undefined) return [];
    return [{ name, text: `${FIGURES[name.slice(0, -3)]} ${name.endsWith('Min') ? '≥' : '≤'} ${Number(value.toPrecision(4))}` }];
  });
}

function without(bounds: TableQuery['bounds'], name: string): TableQuery['bounds'] {
  return Object.fromEntries(Object.entries(bounds).filter(([other]) => other !== name));
}
