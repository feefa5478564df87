import type { Attempt } from '@stride/contracts';
import { dateTime, duration } from '../format/time.js';
import { StatusBadge } from '../ui/status-badge.js';
import './attempts.css';

/** Each try of a worker at a candidate or a training: how it ended, how long its parts took, and its log where it failed. */
export function Attempts({ attempts }: { readonly attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return <p className="muted">No worker has taken it yet.</p>;
  return (
    <ol className="attempts">
      {attempts.map((attempt) => (
        <AttemptItem key={attempt.number} attempt={attempt} />
      ))}
    </ol>
  );
}

function AttemptItem({ attempt }: { readonly attempt: Attempt }) {
  const spans = spansOf(attempt);
  return (
    <li className="attempt">
      <p className="attempt-head">
        <span>Attempt {attempt.number}</span>
        <StatusBadge
          status={attempt.status}
          text={attempt.failureReason === null ? undefined : `failed: ${attempt.failureReason}`}
        />
        <span className="muted" title={dateTime(attempt.startedAt)}>
          {spans.map(([name, seconds]) => `${name} ${duration(seconds)}`).join(', ')}
        </span>
      </p>
      {attempt.workerId !== null && <p className="muted attempt-worker">{attempt.workerId}</p>}
      {attempt.failureMessage !== null && <p className="attempt-message">{attempt.failureMessage}</p>}
      {attempt.logTail !== null && (
        <details>
          <summary>End of its log</summary>
          <pre className="attempt-log" tabIndex={0}>
            {attempt.logTail}
          </pre>
        </details>
      )}
    </li>
  );
}

/** How long each part took, in their order: candidates of earlier versions were timed after their training. */
function spansOf({ createdAt, startedAt, timedAt, trainedAt }: Attempt): (readonly [name: string, seconds: number])[] {
  const ends = [['waited', startedAt], ['timed', timedAt], ['trained', trainedAt]] as const;
  let from = Date.parse(createdAt);
  return ends
    .flatMap(([name, at]) => (at === null ? [] : [[name, Date.parse(at)] as const]))
    .toSorted((a, b) => a[1] - b[1])
    .map(([name, at]) => {
      const seconds = (at - from) / 1000;
      from = at;
      return [name, seconds];
    });
}
