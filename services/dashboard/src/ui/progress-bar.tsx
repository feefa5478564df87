import type { Budget, SearchCounts } from '@stride/contracts';
import './progress-bar.css';

interface ProgressBarProps {
  readonly counts: SearchCounts;
  readonly budget: Pick<Budget, 'candidates'>;
  readonly label: string;
}

/** Completed candidates, then failed ones, of the budget. */
export function ProgressBar({ counts, budget, label }: ProgressBarProps) {
  const done = counts.completed + counts.failed + counts.pruned + counts.cancelled;
  const share = (value: number) => `${Math.min(100, (value / budget.candidates) * 100)}%`;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={budget.candidates}
      aria-valuenow={Math.min(done, budget.candidates)}
      aria-valuetext={`${done} of ${budget.candidates} candidates, ${counts.failed} failed`}
      data-testid="progress"
      data-done={done}
    >
      <span className="progress-completed" style={{ width: share(counts.completed) }} />
      <span className="progress-stopped" style={{ width: share(counts.pruned + counts.cancelled) }} />
      <span className="progress-failed" style={{ width: share(counts.failed) }} />
    </div>
  );
}
