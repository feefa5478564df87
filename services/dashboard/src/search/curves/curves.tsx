import type { CandidateCurves } from '@stride/client';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { stride } from '../../api/client.js';
import { useResource } from '../../api/use-resource.js';
import { Chart } from '../../charts/chart.js';
import { usePalette } from '../../charts/palette.js';
import { percent, reward } from '../../format/numbers.js';
import { mergeCurves } from '../../live/curve.js';
import type { LiveSearch } from '../../live/live-search.js';
import { Problem } from '../../ui/problem.js';
import { useThrottled } from '../../ui/use-throttled.js';
import { readCompared } from '../compare/compared.js';
import type { ViewProps } from '../search-page.js';
import './curves.css';
import { curvesOption, styleOf } from './curves-option.js';
import { CURVE_AXES, CURVE_FIGURES, readCurves, TOP_CHOICES, writeCurves, type CurveAxis, type CurveFigure, type CurvesQuery } from './curves-query.js';

type Curve = CandidateCurves['items'][number];

/** Which candidates are the best may change with each that ends; the lists are read again no more often than this. */
const RELOAD_MS = 2000;

/** Learning curves side by side: of the best, of those in training, and of the chosen ones. */
export function Curves({ live, address, selectedId, onSelect, candidateHref }: ViewProps) {
  const query = useMemo(() => readCurves(address.params), [address.params]);
  const chosen = useChosen(live, address.params, selectedId);
  const loaded = useCurves(live, query, chosen);
  const palette = usePalette();
  const curves = useMemo(() => (loaded.state === 'ready' ? withLive(loaded.value.items, live.curves) : []), [loaded, live.curves]);
  const option = useMemo(() => curvesOption(curves, query, selectedId, palette), [curves, query, selectedId, palette]);
  const write = (change: Partial<CurvesQuery>) => address.write(writeCurves(change));
  return (
    <section className="card curves" aria-labelledby="curves-title">
      <header className="curves-head">
        <h2 id="curves-title">Learning curves of the proxy task</h2>
        <Select label="Figure" value={query.figure} choices={names(CURVE_FIGURES)} onChange={(figure) => write({ figure: figure as CurveFigure })} />
        <Select label="Against" value={query.over} choices={names(CURVE_AXES)} onChange={(over) => write({ over: over as CurveAxis })} />
        <Select
          label="The best"
          value={String(query.top)}
          choices={TOP_CHOICES.map((count) => [String(count), count === 0 ? 'none' : `${count} best`])}
          onChange={(top) => write({ top: Number(top) })}
        />
        <label className="curves-running">
          <input type="checkbox" checked={query.running} onChange={(event) => write({ running: event.target.checked })} /> in training
        </label>
      </header>
      {loaded.state === 'failed' && <Problem error={loaded.error} />}
      <Chart
        option={option}
        label={`${CURVE_FIGURES[query.figure].name} of ${curves.length} candidates, which the list beneath has.`}
        testId="curves"
        height={430}
        points={curves.reduce((sum, { curve }) => sum + curve.length, 0)}
        empty={loaded.state === 'loading' ? 'Loading learning curves…' : 'Curves appear with the first evaluation of a candidate.'}
        onSelect={onSelect}
      />
      <ul className="curves-legend">
        {curves.map((curve, place) => {
          const { color, dash } = styleOf(place, palette);
          return (
            <li key={curve.candidateId}>
              <svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true">
                <path d="M0 4h22" stroke={color} strokeWidth="2.5" strokeDasharray={dash === 'solid' ? undefined : dash === 'dashed' ? '6 3' : '2 2'} />
              </svg>
              <Link href={candidateHref(curve.candidateId)} aria-current={curve.candidateId === selectedId ? 'true' : undefined}>
                {curve.number === 0 ? 'reference' : curve.number}
              </Link>
              <span className="muted">
                {percent(curve.curve.at(-1)?.validationAccuracy)}
                {curve.status === 'completed' ? `, reward ${reward(curve.reward)}` : `, ${curve.status}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The candidate that is open and those that are being compared. */
function useChosen({ points, search }: LiveSearch, params: URLSearchParams, selectedId: string | null): readonly string[] {
  const text = params.get('with');
  return useMemo(() => {
    const { numbers } = readCompared(new URLSearchParams({ with: text ?? '' }));
    const ids = numbers.flatMap((number) => (number === 0 ? (search.reference?.id ?? []) : (points.columns.id[points.columns.number.indexOf(number)] ?? [])));
    return [...new Set([...(selectedId === null ? [] : [selectedId]), ...ids])];
    // The ids of numbers do not change while points come in.
  }, [text, selectedId, points.count > 0, search.reference?.id]);
}

function useCurves({ search, revision, snapshots }: LiveSearch, { top, running }: CurvesQuery, ids: readonly string[]) {
  const settled = useThrottled(revision, RELOAD_MS);
  const query = { ...(ids.length === 0 ? {} : { ids: [...ids] }), ...(top === 0 ? {} : { top }), running };
  return useResource(
    `curves ${search.id} ${JSON.stringify(query)} ${settled} ${snapshots}`,
    (signal) => stride.searches.curves(search.id, query, { signal }),
    { keep: true },
  );
}

/** In the order of their numbers, those in training with the points that came since. */
function withLive(items: readonly Curve[], seen: LiveSearch['curves']): readonly Curve[] {
  return items.map((item) => {
    const points = item.status === 'running' ? seen.get(item.candidateId) : undefined;
    return points === undefined ? item : { ...item, curve: [...mergeCurves(item.curve, points)] };
  });
}

function names(choices: Readonly<Record<string, { readonly name: string }>>): readonly (readonly [string, string])[] {
  return Object.entries(choices).map(([id, { name }]) => [id, name]);
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
  onChange(value: string): void;
}

function Select({ label, value, choices, onChange }: SelectProps) {
  return (
    <select className="select select-small" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {choices.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
