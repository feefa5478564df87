import type { SearchPoints } from '@stride/contracts';
import { Link } from 'wouter';
import { whole } from '../../format/numbers.js';

interface BrushBarProps {
  /** Places of the chosen candidates; null: no rectangle was drawn. */
  readonly chosen: readonly number[] | null;
  readonly columns: SearchPoints['columns'];
  /** Null where the table cannot filter by it. */
  readonly tableHref: string | null;
  compareHref(numbers: readonly number[]): string;
  onClear(): void;
}

/** What a rectangle over the scatter holds, and what can be done with it. */
export function BrushBar({ chosen, columns, tableHref, compareHref, onClear }: BrushBarProps) {
  if (chosen === null) return <p className="brush-bar brush-hint">Drag over the chart to choose candidates; click one to open it.</p>;
  const numbers = chosen.map((place) => columns.number[place] as number).sort((a, b) => a - b);
  const comparable = numbers.length >= 2 && numbers.length <= 4;
  return (
    <div className="brush-bar" role="status">
      <strong data-testid="brushed">{whole(chosen.length)} chosen</strong>
      {chosen.length > 0 && tableHref !== null && <Link href={tableHref}>Show in the table</Link>}
      {chosen.length > 0 && tableHref === null && <span className="muted">Choose one device class to show them in the table.</span>}
      {comparable && <Link href={compareHref(numbers)} data-testid="compare-brushed">Compare</Link>}
      <button type="button" className="link-button" data-testid="clear-brush" onClick={onClear}>
        Clear
      </button>
    </div>
  );
}
