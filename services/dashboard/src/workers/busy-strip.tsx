import { dateTime } from '../format/time.js';

interface BusyStripProps {
  /** Busy share of equal parts of the time, the oldest first. */
  readonly buckets: readonly number[];
  readonly from: string;
  readonly to: string;
}

const HEIGHT = 28;

/** How busy a worker was, part by part: a bar as high as the share of the part in which it held an attempt. */
export function BusyStrip({ buckets, from, to }: BusyStripProps) {
  const mean = buckets.length === 0 ? 0 : buckets.reduce((sum, share) => sum + share, 0) / buckets.length;
  return (
    <figure className="busy-strip">
      <svg
        viewBox={`0 0 ${buckets.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Busy ${Math.round(mean * 100)} % of the time from ${dateTime(from)} to ${dateTime(to)}.`}
      >
        {buckets.map((share, index) => (
          <rect key={index} x={index + 0.1} width={0.8} y={HEIGHT * (1 - share)} height={HEIGHT * share} />
        ))}
      </svg>
      <figcaption>
        <span>{dateTime(from)}</span>
        <span>busy share</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}
