import { milliseconds } from '../format/numbers.js';
import './step-time-distribution.css';

const WIDTH = 360;
const HEIGHT = 64;
const FOOT = 16;
/** Lines are kept this far from the edges. */
const MARGIN = 6;

/**
 * How the timed steps were distributed: the share of steps that took no longer than a time, as a curve over the time.
 * @param quantiles 0 %, 5 %, 10 % to 100 % of the steps, ms
 */
export function StepTimeDistribution({ quantiles }: { readonly quantiles: readonly number[] }) {
  const [least = 0] = quantiles;
  const most = quantiles.at(-1) ?? 0;
  const median = quantiles[(quantiles.length - 1) / 2] ?? 0;
  const x = (ms: number) => MARGIN + ((ms - least) / Math.max(most - least, 1e-9)) * (WIDTH - 2 * MARGIN);
  const y = (share: number) => HEIGHT - share * (HEIGHT - MARGIN);
  const points = quantiles.map((ms, index) => `${x(ms).toFixed(1)},${y(index / (quantiles.length - 1)).toFixed(1)}`);
  return (
    <figure className="step-distribution" data-testid="step-distribution">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}
        role="img"
        aria-label={`Half of the steps took at most ${milliseconds(median)} ms; the fastest ${milliseconds(least)} ms, the slowest ${milliseconds(most)} ms.`}
      >
        <path d={`M0 ${HEIGHT}H${WIDTH}`} className="step-distribution-axis" />
        <path d={`M${x(median)} ${y(0.5)}V${HEIGHT}`} className="step-distribution-median" />
        <polyline points={points.join(' ')} className="step-distribution-line" />
        <text x={MARGIN} y={HEIGHT + 12}>
          {milliseconds(least)} ms
        </text>
        <text x={WIDTH - MARGIN} y={HEIGHT + 12} textAnchor="end">
          {milliseconds(most)} ms
        </text>
      </svg>
      <figcaption className="muted">Share of the timed steps that took no longer, from none to all; the line down is the median.</figcaption>
    </figure>
  );
}
