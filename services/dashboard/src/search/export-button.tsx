import type { SearchDetail } from '@stride/contracts';
import { useId } from 'react';
import { exportPath } from '../api/searches.js';
import './search-actions.css';

/** Downloads the winner; says why not while there is none. */
export function ExportButton({ search }: { readonly search: SearchDetail }) {
  const reasonId = useId();
  if (search.bestCandidateId !== null) {
    return (
      <a
        className="button button-primary"
        data-testid="export-button"
        href={exportPath(search.id)}
        download={`${fileName(search.name)}-winner.json`}
      >
        Export winner
      </a>
    );
  }
  return (
    <span className="export-disabled">
      <button type="button" className="button" data-testid="export-button" disabled aria-describedby={reasonId}>
        Export winner
      </button>
      <span className="export-reason" id={reasonId}>
        once a candidate has completed
      </span>
    </span>
  );
}

function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'stride'
  );
}
