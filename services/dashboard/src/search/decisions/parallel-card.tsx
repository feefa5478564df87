import type { Effects } from '@stride/core';
import type { SearchDetail } from '@stride/client';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { usePalette } from '../../charts/palette.js';
import { whole } from '../../format/numbers.js';
import type { Points } from '../../live/points.js';
import type { Address } from '../../ui/use-address.js';
import { tabPath } from '../tabs.js';
import { FIGURES, type FigureName } from './figures.js';
import { ParallelChart } from './parallel-chart.js';
import { bestPlaces, parallelAxes, readIntervals, within, writeIntervals, type Intervals } from './parallel-data.js';

interface ParallelCardProps {
  readonly points: Points;
  readonly search: SearchDetail;
  readonly figure: FigureName;
  readonly values: readonly number[];
  readonly effects: Effects | null;
  readonly address: Address;
  onSelect(candidateId: string): void;
}

const COUNTS = [100, 500, 2000] as const;

/** Each candidate a line over its decisions and figures: how choices go together, and which lead to the best. */
export function ParallelCard({ points, search, figure, values, effects, address, onSelect }: ParallelCardProps) {
  const palette = usePalette();
  const count = COUNTS.find((known) => String(known) === address.params.get('lines')) ?? COUNTS[1];
  const text = address.params.get('axes');
  const intervals = useMemo(() => readIntervals(text), [text]);
  const axes = useMemo(() => parallelAxes(points, search, effects), [points, search.referenceStepTimes, effects]);
  // The best last: they are drawn over the others.
  const places = useMemo(() => bestPlaces(points, count).toReversed(), [points, count]);
  const chosen = useMemo(() => places.filter((place) => within(axes, intervals, place)), [places, axes, intervals]);
  const isSelected = Object.keys(intervals).length > 0;
  const numbers = chosen.toReversed().map((place) => points.columns.number[place] as number);
  return (
    <section className="card parallel" aria-labelledby="parallel-title">
      <header className="parallel-head">
        <h2 id="parallel-title">How choices go together</h2>
        <select
          className="select select-small"
          aria-label="Lines"
          value={count}
          onChange={(event) => address.write({ lines: Number(event.target.value) === COUNTS[1] ? null : event.target.value })}
        >
          {COUNTS.map((known) => (
            <option key={known} value={known}>
              the {whole(known)} best
            </option>
          ))}
        </select>
      </header>
      <p className="muted decisions-method">
        Each line is a candidate, from grey to blue by {FIGURES[figure].name}. Drag along an axis to choose candidates; click the axis to let go.
      </p>
      <div className="parallel-scroll" tabIndex={0} role="group" aria-labelledby="parallel-title">
        <ParallelChart
          axes={axes}
          places={places}
          values={values}
          intervals={intervals}
          palette={palette}
          label={`${places.length} candidates over ${axes.length} axes${isSelected ? `, ${chosen.length} of them chosen` : ''}.`}
          onIntervals={(next: Intervals) => address.write({ axes: writeIntervals(next) })}
          onSelect={(place) => onSelect(points.columns.id[place] as string)}
        />
      </div>
      {isSelected && (
        <p role="status" className="brush-bar">
          <strong data-testid="parallel-chosen">
            {whole(chosen.length)} of the {whole(places.length)} drawn are chosen
          </strong>{' '}
          {numbers.length >= 2 && <Link href={`${tabPath(search.id, 'compare')}?with=${numbers.slice(0, 4).join()}`}>Compare the best {Math.min(4, numbers.length)}</Link>}{' '}
          <button type="button" className="link-button" onClick={() => address.write({ axes: null })}>
            Clear
          </button>
        </p>
      )}
    </section>
  );
}
