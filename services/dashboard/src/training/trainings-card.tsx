import type { TrainingSummary } from '@stride/contracts';
import { useMemo, useState, type MouseEvent } from 'react';
import { Link } from 'wouter';
import { NOTHING, percentPoints, whole } from '../format/numbers.js';
import { duration } from '../format/time.js';
import type { LiveSearch } from '../live/live-search.js';
import '../search/candidates/candidate-table.css';
import { RunStatus } from '../ui/run-status.js';
import { RankCorrelation } from './rank-correlation.js';
import { TrainDialog } from './train-dialog.js';
import { bestFirst } from './training-order.js';
import './trainings-card.css';

interface TrainingsCardProps {
  readonly live: LiveSearch;
  readonly selectedId: string | null;
  onSelect(candidateId: string): void;
  candidateHref(candidateId: string): string;
}

/** So many rows, and what is running, until more are asked for. */
const SHOWN = 8;

/** All full trainings of a search, and what they say of its proxy task. Nothing while there is nothing to train. */
export function TrainingsCard({ live, selectedId, onSelect, candidateHref }: TrainingsCardProps) {
  const { search, trainings } = live;
  const [asking, setAsking] = useState(false);
  const [all, setAll] = useState(false);
  const ordered = useMemo(() => bestFirst(trainings.byId.values()), [trainings.byId]);
  if (ordered.length === 0 && search.counts.completed === 0) return null;
  const rows = all ? ordered : ordered.filter(({ status }, index) => index < SHOWN || status === 'running');
  return (
    <section className="card candidates" aria-labelledby="trainings-title" data-testid="trainings">
      <header className="candidates-head">
        <h2 id="trainings-title">
          Full trainings {ordered.length > 0 && <span className="candidates-total">{whole(ordered.length)}</span>}
        </h2>
        {search.counts.completed > 0 && (
          <button type="button" className="button button-small" onClick={() => setAsking(true)}>
            Train the best
          </button>
        )}
      </header>
      {ordered.length === 0 ? (
        <p className="trainings-none muted">
          None yet. A full training takes all training images, and measures on test images that took part in nothing
          before.
        </p>
      ) : (
        <>
          <table className="candidate-table training-table">
            <caption className="visually-hidden">Full trainings, the best first</caption>
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">Status</th>
                <th scope="col" className="number column-epochs">
                  Epochs
                </th>
                <th scope="col" className="number" title="Validation accuracy that the search measured">
                  Proxy accuracy, %
                </th>
                <th scope="col" className="number">
                  Test accuracy, %
                </th>
                <th scope="col" className="number">
                  Trained for
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((training) => (
                <Row
                  key={training.id}
                  training={training}
                  selected={training.candidateId === selectedId}
                  href={candidateHref(training.candidateId)}
                  onSelect={onSelect}
                />
              ))}
            </tbody>
          </table>
          {rows.length < ordered.length && (
            <p className="trainings-more">
              <button type="button" className="button button-small" onClick={() => setAll(true)}>
                Show all {ordered.length}
              </button>
            </p>
          )}
        </>
      )}
      <RankCorrelation live={live} />
      {asking && <TrainDialog live={live} candidate={null} onClose={() => setAsking(false)} />}
    </section>
  );
}

interface RowProps {
  readonly training: TrainingSummary;
  readonly selected: boolean;
  readonly href: string;
  onSelect(candidateId: string): void;
}

function Row({ training, selected, href, onSelect }: RowProps) {
  const select = (event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.closest('a'))) onSelect(training.candidateId);
  };
  return (
    <tr
      data-testid="training-row"
      data-number={training.number}
      data-status={training.status}
      data-selected={selected}
      onClick={select}
    >
      <td className="candidate-number">
        <Link href={href} aria-current={selected ? 'true' : undefined}>
          {training.number}
        </Link>
        {training.number === 0 && (
          <span className="tag" data-short="ref">
            reference
          </span>
        )}
      </td>
      <td className="candidate-status">
        <RunStatus run={training} />
      </td>
      <td className="number column-epochs">{training.epochs}</td>
      <td className="number">{percentPoints(training.proxyAccuracy)}</td>
      <td className="number">{training.test === null ? NOTHING : <strong>{percentPoints(training.test.accuracy)}</strong>}</td>
      <td className="number">{duration(training.trainSeconds)}</td>
    </tr>
  );
}
