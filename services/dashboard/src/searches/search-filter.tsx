import { SEARCH_STATUSES } from '@stride/core';
import { useEffect, useState } from 'react';
import type { SearchFilter } from './filter.js';
import './search-filter.css';

interface SearchFilterBarProps {
  readonly filter: SearchFilter;
  onChange(name: 'q' | 'status', value: string): void;
}

/** Pause in typing after which the list is asked for. */
const PAUSE_MS = 250;

export function SearchFilterBar({ filter, onChange }: SearchFilterBarProps) {
  const [text, setText] = useState(filter.text);
  useEffect(() => setText(filter.text), [filter.text]);
  useEffect(() => {
    if (text === filter.text) return;
    const timer = setTimeout(() => onChange('q', text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter.text, onChange]);
  return (
    <form className="search-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        className="input"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="Name, space or dataset"
        aria-label="Show searches whose name, space or dataset contains"
      />
      <select
        className="select"
        value={filter.status ?? ''}
        onChange={(event) => onChange('status', event.target.value)}
        aria-label="Show searches of status"
      >
        <option value="">any status</option>
        {SEARCH_STATUSES.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </select>
    </form>
  );
}
