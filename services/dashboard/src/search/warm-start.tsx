import type { SearchSummary } from '@stride/contracts';
import { Link } from 'wouter';
import { whole } from '../format/numbers.js';

interface WarmStartProps {
  readonly warmStart: SearchSummary['warmStart'];
}

/** What a search began with instead of nothing, beside its other facts. */
export function StartedFrom({ warmStart }: WarmStartProps) {
  if (warmStart === null) return null;
  const { candidates, fromSearch, reused } = warmStart;
  return (
    <>
      {candidates > 0 && <span>{counted(candidates, 'given network')} first</span>}
      {fromSearch !== null && (
        <Link href={`/searches/${fromSearch}`}>
          {reused > 0 ? `${counted(reused, 'measurement')} of an earlier search` : 'goes on from an earlier search'}
        </Link>
      )}
    </>
  );
}

/** In the place of attempts: there was none at a reused candidate. */
export function Reused({ warmStart }: WarmStartProps) {
  const fromSearch = warmStart?.fromSearch ?? null;
  return (
    <p className="muted">
      Trained and timed in {fromSearch === null ? 'an earlier search' : <Link href={`/searches/${fromSearch}`}>an earlier search</Link>},
      and not again; its reward is computed with the objective of this one.
    </p>
  );
}

function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}
