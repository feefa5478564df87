import type { CandidateSummary, TrainingSummary } from '@stride/contracts';
import { useState } from 'react';
import { percent } from '../format/numbers.js';
import { isFinished, type LiveSearch } from '../live/live-search.js';
import { isUnderWay } from '../live/trainings.js';
import './full-training.css';
import { TrainDialog } from './train-dialog.js';
import { TrainingItem, TrainingStatus } from './training-item.js';
import { trainingsOf } from './training-order.js';

interface FullTrainingProps {
  readonly candidate: CandidateSummary;
  readonly live: LiveSearch;
}

/** Full trainings of one candidate: the latest in full, earlier ones folded. Nothing before the candidate has ended. */
export function FullTraining({ candidate, live }: FullTrainingProps) {
  const [asking, setAsking] = useState(false);
  const [latest, ...earlier] = trainingsOf(candidate.id, live.trainings.byId.values());
  if (latest === undefined && !isFinished(candidate)) return null;
  return (
    <section className="panel-section full-training" data-testid="full-training">
      <div className="full-training-head">
        <h3>Full training</h3>
        {(latest === undefined || !isUnderWay(latest)) && (
          <button type="button" className="button button-small" onClick={() => setAsking(true)}>
            {latest === undefined ? 'Train in full' : 'Train again'}
          </button>
        )}
      </div>
      {latest === undefined ? (
        <p className="muted full-training-none">
          Not yet. The figures above are of the proxy task, which trains shortly to compare candidates.
        </p>
      ) : (
        <TrainingItem key={latest.id} training={latest} live={live} />
      )}
      {earlier.map((training) => (
        <Folded key={training.id} training={training} live={live} />
      ))}
      {asking && <TrainDialog live={live} candidate={candidate} onClose={() => setAsking(false)} />}
    </section>
  );
}

/** Read from the server, and drawn, only once it is opened. */
function Folded({ training, live }: { readonly training: TrainingSummary; readonly live: LiveSearch }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="training-folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <TrainingStatus training={training} />
        {training.test !== null && <span className="training-folded-test">{percent(training.test.accuracy)}</span>}
      </summary>
      {open && <TrainingItem training={training} live={live} folded />}
    </details>
  );
}
