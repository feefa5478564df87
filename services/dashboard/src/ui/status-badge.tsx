import type { CandidateSummary, SearchSummary } from '@stride/contracts';
import './status-badge.css';

interface StatusBadgeProps {
  readonly status: CandidateSummary['status'] | SearchSummary['status'];
  /** Replaces the status's own word, such as a failure reason. */
  readonly text?: string | undefined;
}

/** A status as a mark and a word: never by color alone. */
export function StatusBadge({ status, text }: StatusBadgeProps) {
  return (
    <span className="status" data-status={status}>
      <span className="status-mark" aria-hidden="true" />
      <span className="status-word">{text ?? status}</span>
    </span>
  );
}
