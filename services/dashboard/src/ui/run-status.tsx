import type { CandidateSummary } from '@stride/contracts';
import './run-status.css';
import { StatusBadge } from './status-badge.js';

/** Of a candidate or a full training. */
export type Run = Pick<CandidateSummary, 'status' | 'progress' | 'failureReason' | 'failureMessage'>;

/** For what is running what it is at and how far; for what failed why. */
export function RunStatus({ run: { status, progress, failureReason, failureMessage } }: { readonly run: Run }) {
  if (status === 'failed')
    return (
      <span title={failureMessage ?? undefined}>
        <StatusBadge status={status} text={`failed: ${failureReason ?? 'ERROR'}`} />
      </span>
    );
  if (status !== 'running' || progress === null) return <StatusBadge status={status} />;
  const share = progress.stepsTotal > 0 ? Math.min(1, progress.stepsDone / progress.stepsTotal) : 0;
  return (
    <span className="running">
      <StatusBadge
        status={status}
        text={progress.stepsTotal > 0 ? `${progress.phase} ${Math.floor(share * 100)}\u00a0%` : progress.phase}
      />
      <span className="running-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
    </span>
  );
}
