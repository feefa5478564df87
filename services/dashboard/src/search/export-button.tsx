import { useId } from 'react';
import { stride } from '../api/client.js';
import { ExportMenu } from '../export/export-menu.js';
import type { LiveSearch } from '../live/live-search.js';
import { hasWeights } from '../training/training-order.js';
import './search-actions.css';

/** Exports the winner; says why not while there is none. */
export function ExportButton({ live: { search, trainings } }: { readonly live: LiveSearch }) {
  const reasonId = useId();
  if (search.bestCandidateId !== null) {
    return (
      <ExportMenu
        download={(format) => stride.searches.export(search.id, { format })}
        label="Export winner"
        title="Export the winner"
        hasWeights={hasWeights(search.bestCandidateId, trainings.byId.values())}
        className="button button-primary"
        testId="export-button"
      />
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
