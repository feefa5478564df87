import type { SearchDetail } from '@stride/contracts';
import { useDeferredValue, useMemo } from 'react';
import { ChartLegend } from '../../charts/chart-legend.js';
import { Chart } from '../../charts/chart.js';
import { usePalette } from '../../charts/palette.js';
import { brushed, scatterData, type ScatterView } from '../../charts/scatter-data.js';
import { scatterPlot } from '../../charts/scatter-plot.js';
import type { PointColumns } from '../what-if/measured-points.js';
import { BrushBar } from './brush-bar.js';
import { candidateWords, referenceWords } from './candidate-words.js';
import type { Leader } from './leader.js';
import { referenceOn } from './reference-on.js';
import { ScatterControls } from './scatter-controls.js';
import { classesByCount, scatterView, tableFilters, type ScatterQuery } from './scatter-query.js';
import { emptyScatter, scatterLabel, scatterLegend } from './scatter-words.js';

interface ScatterCardProps {
  readonly search: SearchDetail;
  readonly points: PointColumns;
  readonly referenceStepTimesMs: readonly (number | undefined)[];
  readonly isOverCaps: (place: number) => boolean;
  readonly leader: Leader | null;
  /** What has the highest reward under the sliders, once they were moved. */
  readonly whatIf: { readonly place: number; readonly number: number } | null;
  readonly selectedId: string | null;
  readonly query: ScatterQuery;
  onQuery(query: ScatterQuery): void;
  onSelect(candidateId: string): void;
  /** The address of this page with these filters of the table. */
  tableHref(filters: Readonly<Record<string, string>>): string;
  compareHref(numbers: readonly number[]): string;
}

export function ScatterCard(props: ScatterCardProps) {
  const { search, points, referenceStepTimesMs, isOverCaps, leader, selectedId, query, onQuery, onSelect } = props;
  const { columns, deviceClasses } = points;
  const palette = usePalette();
  // Drawing takes longer than a slider's next move: the picture may lag behind, the slider may not.
  const whatIf = useDeferredValue(props.whatIf);
  const classes = useMemo(() => classesByCount(columns.deviceClass, deviceClasses), [columns, deviceClasses]);
  const view = useMemo(() => scatterView(query, classes, deviceClasses), [query, classes, deviceClasses]);
  const data = useMemo(() => scatterData({ columns, referenceStepTimesMs }, view, isOverCaps), [columns, referenceStepTimesMs, view, isOverCaps]);
  const reference = useMemo(
    () => referenceOn(view, search, referenceStepTimesMs),
    [view, search.reference, search.referenceParams, referenceStepTimesMs],
  );
  const selected = selectedId === null ? null : columns.id.indexOf(selectedId);
  const plot = useMemo(() => {
    const onFront = new Set(data.front);
    const overCaps = new Set(data.overCaps);
    const describe = (place: number | null) => (place === null ? referenceWords(search) : candidateWords(
      { columns, referenceStepTimesMs, deviceClasses }, place, [...(onFront.has(place) ? ['on the front'] : []), ...(overCaps.has(place) ? ['over a cap'] : [])]));
    return scatterPlot({ view, data, leader, whatIf, selected, reference, brush: query.brush, palette, describe });
  }, [view, data, leader?.place, whatIf?.place, selected, reference, query.brush, palette]);
  const chosen = useMemo(() => (query.brush === null ? null : brushed(data, query.brush)), [data, query.brush]);
  const legend = scatterLegend(data, { hasLeader: leader !== null, hasReference: reference.x !== null || reference.y !== null, hasWhatIf: whatIf !== null && whatIf.place !== leader?.place });
  const drawn = data.within.length + data.overCaps.length + data.pruned.length;
  return (
    <section className="card chart-card" aria-labelledby="scatter-title">
      <header className="chart-head">
        <h2 id="scatter-title">Candidates</h2>
        <ScatterControls query={query} view={view} classes={classes} deviceClasses={deviceClasses} hasPruned={search.counts.pruned > 0} onQuery={onQuery} />
      </header>
      <ChartLegend items={legend} />
      <Chart
        option={plot.option}
        label={scatterLabel(view, data)}
        testId="scatter"
        height={430}
        points={drawn}
        empty={emptyScatter(search)}
        onBrush={(brush) => onQuery({ ...query, brush })}
        onPoint={(series, index) => {
          if (series === 'reference') return search.reference !== null && onSelect(search.reference.id);
          const place = plot.places[series]?.[index];
          if (place !== undefined) onSelect(columns.id[place] as string);
        }}
      />
      <BrushBar
        chosen={chosen}
        columns={columns}
        tableHref={tableAddress(props, view, classes)}
        compareHref={props.compareHref}
        onClear={() => onQuery({ ...query, brush: null })}
      />
    </section>
  );
}

/** Milliseconds, which the table filters by, are the same multiple of the reference's on one class of device only. */
function tableAddress({ query, points, referenceStepTimesMs, tableHref }: ScatterCardProps, view: ScatterView, classes: readonly string[]): string | null {
  if (query.brush === null) return null;
  const only = view.deviceClass ?? (classes.length === 1 ? points.deviceClasses.indexOf(classes[0] as string) : -1);
  const filters = tableFilters(view, query.brush, referenceStepTimesMs[only] ?? null);
  return filters === null ? null : tableHref(filters);
}
