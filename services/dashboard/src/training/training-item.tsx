import type { TrainingDetail, TrainingSummary } from '@stride/contracts';
import { useState } from 'react';
import { Attempts } from '../candidate/attempts.js';
import { LearningCurve } from '../charts/learning-curve.js';
import { percent, signed, whole } from '../format/numbers.js';
import { dateTime, duration } from '../format/time.js';
import type { LiveSearch } from '../live/live-search.js';
import { isUnderWay } from '../live/trainings.js';
import { Problem } from '../ui/problem.js';
import { StatusBadge } from '../ui/status-badge.js';
import { CancelDialog } from './cancel-dialog.js';
import './training-item.css';
import { TrainingProgress } from './training-progress.js';
import { useTraining } from './use-training.js';

interface TrainingItemProps {
  readonly training: TrainingSummary;
  readonly live: LiveSearch;
  /** Whether its status stands above it already. */
  readonly folded?: boolean;
}

/** One training of a candidate: how it stands, what came of it, and its curve as it grows. */
export function TrainingItem({ training, live, folded = false }: TrainingItemProps) {
  const detail = useTraining(training.id, live);
  const [cancelling, setCancelling] = useState(false);
  return (
    <div className="training" data-testid="training" data-status={training.status}>
      {(!folded || isUnderWay(training)) && (
        <div className="training-head">
          {!folded && <TrainingStatus training={training} />}
          {isUnderWay(training) && (
            <button type="button" className="button button-small training-cancel" onClick={() => setCancelling(true)}>
              Cancel
            </button>
          )}
        </div>
      )}
      {training.status === 'failed' && (
        <p className="training-failure" role="note">
          <strong>{training.failureReason ?? 'ERROR'}</strong> {training.failureMessage}
        </p>
      )}
      {training.test !== null && <TestAccuracy training={training} test={training.test} />}
      {detail.state === 'failed' && <Problem error={detail.error} />}
      {detail.state === 'ready' && <TrainingBody training={detail.value} />}
      {cancelling && <CancelDialog training={training} onClose={() => setCancelling(false)} />}
    </div>
  );
}

/** Its status and what it was asked for, in a line. */
export function TrainingStatus({ training }: { readonly training: TrainingSummary }) {
  const { status, epochs, trainSeconds, createdAt } = training;
  const length = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  return (
    <span className="training-status">
      <StatusBadge status={status} />
      <span className="muted" title={`asked for ${dateTime(createdAt)}`}>
        {status === 'completed' ? `${length} in ${duration(trainSeconds)}` : length}
      </span>
    </span>
  );
}

interface TestAccuracyProps {
  readonly training: TrainingSummary;
  readonly test: NonNullable<TrainingSummary['test']>;
}

function TestAccuracy({ training: { proxyAccuracy }, test }: TestAccuracyProps) {
  return (
    <dl className="test-accuracy">
      <dt>Test accuracy</dt>
      <dd className="test-accuracy-value" data-testid="test-accuracy">
        {percent(test.accuracy)}
      </dd>
      <dd className="muted">on {whole(test.images)} images that took part in nothing before</dd>
      {proxyAccuracy !== null && (
        <dd className="muted">
          {signed((test.accuracy - proxyAccuracy) * 100)} points to the {percent(proxyAccuracy)} of the proxy task
        </dd>
      )}
    </dl>
  );
}

function TrainingBody({ training }: { readonly training: TrainingDetail }) {
  const { curve, epochs, attemptHistory } = training;
  const underWay = isUnderWay(training);
  return (
    <>
      {underWay && <TrainingProgress training={training} />}
      {(underWay || curve.length > 0) && (
        <LearningCurve
          curve={curve}
          epochs={epochs}
          empty="The first evaluation is still to come."
          testId="training-curve"
        />
      )}
      {attemptHistory.length > 0 && (
        <details className="training-attempts">
          <summary>{attemptHistory.length === 1 ? '1 attempt' : `${attemptHistory.length} attempts`}</summary>
          <Attempts attempts={attemptHistory} />
        </details>
      )}
    </>
  );
}
