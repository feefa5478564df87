import type { Abscissa } from '../../charts/best-axis.js';

/** What both charts of progress are drawn over. */
export function OverChoice({ over, onOver }: { readonly over: Abscissa; onOver(over: Abscissa): void }) {
  return (
    <div className="segmented" role="group" aria-label="Horizontal axis">
      <button type="button" aria-pressed={over === 'candidates'} onClick={() => onOver('candidates')}>
        by candidate
      </button>
      <button type="button" aria-pressed={over === 'time'} onClick={() => onOver('time')}>
        by time
      </button>
    </div>
  );
}
