import type { CandidateSummary } from '@stride/contracts';
import { memo, type MouseEvent } from 'react';
import { Link } from 'wouter';
import { StageGlyph } from '../candidate/stage-glyph.js';
import { TIMING_FLAG_TEXT } from '../candidate/timing-flags.js';
import { compact, milliseconds, percentPoints, reward, whole } from '../format/numbers.js';
import { StatusBadge } from '../ui/status-badge.js';

interface CandidateRowProps {
  readonly candidate: CandidateSummary;
  readonly best: boolean;
  readonly selected: boolean;
  readonly href: string;
  onSelect(candidateId: string): void;
}

export const CandidateRow = memo(function CandidateRow({
  candidate,
  best,
  selected,
  href,
  onSelect,
}: CandidateRowProps) {
  const { stepTimeMs } = candidate;
  const select = (event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.closest('a'))) onSelect(candidate.id);
  };
  return (
    <tr
      data-testid="candidate-row"
      data-number={candidate.number}
      data-status={candidate.status}
      data-selected={selected}
      onClick={select}
    >
      <td className="candidate-number">
        <Link href={href} aria-current={selected ? 'true' : undefined}>
          {candidate.number}
        </Link>
        {candidate.role === 'reference' && (
          <span className="tag" data-short="ref">
            reference
          </span>
        )}
        {best && (
          <span className="tag tag-best" data-short="best">
            best
          </span>
        )}
      </td>
      <td className="candidate-status">
        <CandidateStatus candidate={candidate} />
      </td>
      <td className="number candidate-reward">{reward(candidate.reward)}</td>
      <td className="number">{percentPoints(candidate.accuracy)}</td>
      <td className="number">
        {milliseconds(stepTimeMs?.median)}
        {stepTimeMs !== null && (
          <span className="spread" title="10th to 90th percentile">
            {milliseconds(stepTimeMs.p10)}–{milliseconds(stepTimeMs.p90)}
          </span>
        )}
        {candidate.timingFlags.map((flag) => (
          <span key={flag} className="tag tag-doubt" data-short="?" title={TIMING_FLAG_TEXT[flag].explanation}>
            {TIMING_FLAG_TEXT[flag].name}
          </span>
        ))}
      </td>
      <td className="number column-params" title={whole(candidate.params)}>
        {compact(candidate.params)}
      </td>
      <td className="number column-madds" title={whole(candidate.multiplyAdds)}>
        {compact(candidate.multiplyAdds)}
      </td>
      <td className="column-architecture" title={candidate.architectureText}>
        <StageGlyph text={candidate.architectureText} />
      </td>
    </tr>
  );
});

/** For a running candidate what it is at and how far; for a failed one why. */
function CandidateStatus({ candidate }: { readonly candidate: CandidateSummary }) {
  const { status, progress, failureReason, failureMessage } = candidate;
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
