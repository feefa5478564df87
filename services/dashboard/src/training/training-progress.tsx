import type { TrainingDetail } from '@stride/contracts';
import { duration } from '../format/time.js';
import { useNow } from '../ui/use-now.js';
import '../ui/progress-bar.css';
import { secondsLeft } from './time-left.js';

/** How far a training under way has come, and how long it still takes. */
export function TrainingProgress({ training }: { readonly training: TrainingDetail }) {
  const { status, progress, epochs, curve } = training;
  // The clock is needed only until the curve has one of its own.
  const now = useNow(status === 'running' && curve.length === 0);
  const left = secondsLeft(training, now);
  const share = progress === null || progress.stepsTotal === 0 ? 0 : Math.min(1, progress.stepsDone / progress.stepsTotal);
  const text = progressText(training, share);
  return (
    <div className="training-progress">
      <div
        className="progress"
        role="progressbar"
        aria-label="Progress of the training"
        aria-valuemin={0}
        aria-valuemax={epochs}
        aria-valuenow={share * epochs}
        aria-valuetext={text}
      >
        <span className="progress-completed" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="training-progress-text muted">
        <span>{text}</span>
        {left !== null && share < 1 && <span>about {duration(left)} left</span>}
      </p>
    </div>
  );
}

function progressText({ status, progress, epochs }: TrainingDetail, share: number): string {
  if (status === 'queued') return 'Waiting for a worker';
  if (progress === null || progress.phase === 'preparing') return 'Preparing';
  if (share === 1) return 'Measuring on the test images';
  return `Epoch ${Math.min(epochs, Math.floor(share * epochs) + 1)} of ${epochs}`;
}
