import type { CandidateSummary } from '@stride/contracts';
import { memo, type MouseEvent } from 'react';
import { Link } from 'wouter';
import { StageGlyph } from '../candidate/stage-glyph.js';
import { TIMING_FLAG_TEXT } from '../candidate/timing-flags.js';
import { compact, milliseconds, percentPoints, reward, whole } from '../format/numbers.js';
import { RunStatus } from '../ui/run-status.js';

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
        {candidate.reusedFrom !== null && (
          <span className="tag" data-short="old" title="Measured in an earlier search and not trained again">
            reused
          </span>
        )}
      </td>
      <td className="candidate-status" title={candidate.prunedAtStep === null ? undefined : `stopped after step ${candidate.prunedAtStep}`}>
        <RunStatus run={candidate} />
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
