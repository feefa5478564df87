import type { LogEntry } from '@stride/client';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { stride, toError, type ApiError } from '../../api/client.js';
import { useResource } from '../../api/use-resource.js';
import { dateTime } from '../../format/time.js';
import type { LiveLine } from '../../live/live-search.js';
import { Problem } from '../../ui/problem.js';
import type { ViewProps } from '../search-page.js';
import './log.css';

const LEVELS = ['info', 'warning', 'error'] as const;
type Level = LogEntry['level'];
const CHOICES: Readonly<Record<Level, string>> = { info: 'everything', warning: 'warnings and errors', error: 'errors' };

const PAGE_SIZE = 200;

/** What happened in a search, the newest first; new lines come by themselves. */
export function Log({ live, address, candidateHref }: ViewProps) {
  const level = LEVELS.find((name) => name === address.params.get('level')) ?? 'info';
  return (
    <section className="card log" aria-labelledby="log-title">
      <header className="log-head">
        <h2 id="log-title">What happened</h2>
        <select
          className="select select-small"
          aria-label="Show lines of the log"
          value={level}
          onChange={(event) => address.write({ level: event.target.value === 'info' ? null : event.target.value })}
        >
          {LEVELS.map((name) => (
            <option key={name} value={name}>
              {CHOICES[name]}
            </option>
          ))}
        </select>
      </header>
      <Lines key={`${level} ${live.snapshots}`} searchId={live.search.id} level={level} fresh={live.log} candidateHref={candidateHref} />
    </section>
  );
}

interface LinesProps {
  readonly searchId: string;
  readonly level: Level;
  /** Seen live, the newest first. */
  readonly fresh: readonly LiveLine[];
  candidateHref(candidateId: string): string;
}

function Lines({ searchId, level, fresh, candidateHref }: LinesProps) {
  const [older, setOlder] = useState<{ readonly items: readonly LiveLine[]; readonly more: boolean } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const first = useResource(`log ${searchId} ${level}`, (signal) => stride.searches.log(searchId, { level, limit: PAGE_SIZE }, { signal }));
  const stored = first.state === 'ready' ? first.value : null;
  const lines = useMemo(() => merged(fresh.filter((line) => isShown(line, level)), [...(stored?.items ?? []), ...(older?.items ?? [])]), [fresh, stored, older, level]);
  if (first.state === 'failed') return <Problem error={first.error} />;
  if (stored === null) {
    return (
      <p className="muted log-note" aria-busy="true">
        Loading the log…
      </p>
    );
  }
  const more = older?.more ?? stored.more;
  async function loadOlder() {
    const before = lines.at(-1)?.id;
    if (before === undefined) return;
    try {
      const page = await stride.searches.log(searchId, { level, limit: PAGE_SIZE, before });
      setOlder({ items: [...(older?.items ?? []), ...page.items], more: page.more });
      setError(null);
    } catch (cause) {
      setError(toError(cause));
    }
  }
  return (
    <>
      {lines.length === 0 && <p className="muted log-note">{level === 'info' ? 'Nothing has happened yet.' : 'No such lines: nothing has gone wrong.'}</p>}
      <ol className="log-lines" data-testid="log-lines">
        {lines.map((line) => (
          <li key={line.id} data-level={line.level} data-testid="log-line">
            <time dateTime={line.at}>{dateTime(line.at)}</time>
            <span className="log-level">{line.level === 'info' ? '' : line.level}</span>
            <span className="log-message">
              {line.candidateId !== null && <Link href={candidateHref(line.candidateId)}>{line.number === 0 ? 'Reference' : `Candidate ${line.number}`}</Link>}{' '}
              {line.message}
            </span>
          </li>
        ))}
      </ol>
      {error !== null && <Problem error={error} />}
      {more && (
        <button type="button" className="button log-older" onClick={() => void loadOlder()}>
          Older lines
        </button>
      )}
    </>
  );
}

function isShown(line: LiveLine, level: Level): boolean {
  return LEVELS.indexOf(line.level) >= LEVELS.indexOf(level);
}

/** Each line once, the newest first. */
function merged(fresh: readonly LiveLine[], stored: readonly LiveLine[]): readonly LiveLine[] {
  const known = new Set(stored.map(({ id }) => id));
  return [...fresh.filter(({ id }) => !known.has(id)), ...stored];
}
