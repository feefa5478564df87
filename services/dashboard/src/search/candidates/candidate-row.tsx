import type { CandidateSummary } from '@stride/contracts';
import { memo, type MouseEvent } from 'react';
import { Link } from 'wouter';
import type { Column } from './columns.js';

interface CandidateRowProps {
  readonly candidate: CandidateSummary;
  readonly columns: readonly Column[];
  readonly best: boolean;
  readonly selected: boolean;
  /** Whether it is among those to be compared; null: no more can be. */
  readonly compared: boolean | null;
  readonly href: string;
  onSelect(candidateId: string): void;
  onCompared(number: number, compared: boolean): void;
}

export const CandidateRow = memo(function CandidateRow(props: CandidateRowProps) {
  const { candidate, columns, best, selected, compared, href, onSelect, onCompared } = props;
  const select = (event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.closest('a, input, label'))) onSelect(candidate.id);
  };
  return (
    <tr
      data-testid="candidate-row"
      data-number={candidate.number}
      data-status={candidate.status}
      data-selected={selected}
      onClick={select}
    >
      <td className="candidate-compare">
        <input
          type="checkbox"
          checked={compared === true}
          disabled={compared === null}
          onChange={(event) => onCompared(candidate.number, event.target.checked)}
          aria-label={`Compare candidate ${candidate.number}`}
        />
      </td>
      <td className="candidate-number">
        <Link href={href} aria-current={selected ? 'true' : undefined}>
          {candidate.number}
        </Link>
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
      {columns.map((column) => (
        <td key={column.id} className={`${column.isNumeric ? 'number ' : ''}${column.className ?? ''}`} title={column.title?.(candidate)}>
          {column.cell(candidate)}
        </td>
      ))}
    </tr>
  );
});
