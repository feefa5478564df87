import type { StepTime, TimingFlag } from '@stride/core';
import { change, milliseconds } from '../format/numbers.js';
import './step-time-range.css';
import { TIMING_FLAG_TEXT } from './timing-flags.js';

interface StepTimeRangeProps {
  readonly stepTime: StepTime;
  readonly flags: readonly TimingFlag[];
  /** The reference's, where it was measured on the same device class. */
  readonly reference: StepTime | null;
}

/** Median with the range from the 10th to the 90th percentile, above the reference's on the same scale. */
export function StepTimeRange({ stepTime, flags, reference }: StepTimeRangeProps) {
  const end = Math.max(stepTime.p90, reference?.p90 ?? 0) * 1.05;
  return (
    <div className="step-times">
      <Range name="this" stepTime={stepTime} end={end} />
      {reference !== null && <Range name="reference" stepTime={reference} end={end} />}
      <p className="muted">
        {stepTime.n} timed steps{reference !== null && `, ${change(stepTime.median / reference.median)} to reference`}.
        Bars reach from zero to the median, whiskers from p10 to p90.
      </p>
      {flags.map((flag) => (
        <p key={flag} className="step-doubt" role="note">
          {TIMING_FLAG_TEXT[flag].explanation}
        </p>
      ))}
    </div>
  );
}

function Range({ name, stepTime, end }: { readonly name: string; readonly stepTime: StepTime; readonly end: number }) {
  const share = (ms: number) => `${(ms / end) * 100}%`;
  return (
    <div className="step-time" data-name={name}>
      <span className="muted">{name}</span>
      <span className="step-track" aria-hidden="true">
        <span className="step-bar" style={{ width: share(stepTime.median) }} />
        <span
          className="step-whisker"
          style={{ left: share(stepTime.p10), width: share(Math.max(0, stepTime.p90 - stepTime.p10)) }}
        />
      </span>
      <span className="step-value">
        {milliseconds(stepTime.median)}{' '}
        <span className="muted">
          {milliseconds(stepTime.p10)}–{milliseconds(stepTime.p90)}
        </span>
      </span>
    </div>
  );
}
