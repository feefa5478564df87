import type { Attempt, CandidateDetail } from '@stride/contracts';
import { dateTime, duration } from '../format/time.js';
import { StatusBadge } from '../ui/status-badge.js';
import './attempts.css';

/** Each try of a worker at this candidate: how it ended, how long its parts took, and its log where it failed. */
export function Attempts({ candidate }: { readonly candidate: CandidateDetail }) {
  if (candidate.attemptHistory.length === 0) return <p className="muted">No worker has taken it yet.</p>;
  return (
    <ol className="attempts">
      {candidate.attemptHistory.map((attempt) => (
        <AttemptItem key={attempt.number} attempt={attempt} />
      ))}
    </ol>
  );
}

function AttemptItem({ attempt }: { readonly attempt: Attempt }) {
  const spans = [
    ['waited', attempt.createdAt, attempt.startedAt],
    ['trained', attempt.startedAt, attempt.trainedAt],
    ['timed', attempt.trainedAt, attempt.timedAt],
  ] as const;
  return (
    <li className="attempt">
      <p className="attempt-head">
        <span>Attempt {attempt.number}</span>
        <StatusBadge
          status={attempt.status}
          text={attempt.failureReason === null ? undefined : `failed: ${attempt.failureReason}`}
        />
        <span className="muted" title={dateTime(attempt.startedAt)}>
          {spans
            .flatMap(([name, from, to]) =>
              from === null || to === null ? [] : [`${name} ${duration((Date.parse(to) - Date.parse(from)) / 1000)}`],
            )
            .join(', ')}
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
