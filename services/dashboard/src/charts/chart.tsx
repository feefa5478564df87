import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { mark } from '../ui/marks.js';
import './chart.css';
import type { CandidatePoint, ChartOption } from './chart-option.js';
import { loadECharts } from './load-echarts.js';
import { useBrush } from './scatter-brush.js';
import type { Brush } from './scatter-data.js';
import { animation } from './style.js';

interface ChartProps {
  readonly option: ChartOption;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly testId: string;
  readonly height: number;
  /** Points drawn: a canvas cannot be asked. */
  readonly points: number;
  /** Said instead of drawing axes around nothing. */
  readonly empty: string;
  /** A point that carries its candidate was clicked. */
  onSelect?(candidateId: string): void;
  /** A point was clicked: the id of its series and its place in the series' data. */
  onPoint?(series: string, index: number): void;
  /** A rectangle was drawn. */
  onBrush?(brush: Brush): void;
}

export function Chart({ option, label, testId, height, points, empty, onSelect, onPoint, onBrush }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [failed, setFailed] = useState(false);
  const click = useEffectEvent(({ data, seriesId, dataIndex }: { readonly data?: unknown; readonly seriesId?: string; readonly dataIndex?: number }) => {
    if (isCandidatePoint(data)) onSelect?.(data.candidateId);
    if (seriesId !== undefined && dataIndex !== undefined) onPoint?.(seriesId, dataIndex);
  });
  // When what was asked for stands on the canvas: for whoever measures the page, as a canvas cannot be asked.
  const drawn = useEffectEvent(() => {
    if (points > 0) mark(`stride:${testId}-drawn`, { points });
  });

  useEffect(() => {
    let created: EChartsType | null = null;
    let disposed = false;
    const resize = new ResizeObserver(() => created?.resize());
    loadECharts().then(
      ({ init }) => {
        if (disposed || element.current === null) return;
        created = init(element.current, null, { renderer: 'canvas' });
        created.on('click', (event) => click(event as Parameters<typeof click>[0]));
        created.on('finished', () => drawn());
        resize.observe(element.current);
        setChart(created);
      },
      () => setFailed(true),
    );
    return () => {
      disposed = true;
      resize.disconnect();
      created?.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    // Series are matched by id, so that a live update moves points instead of drawing everything anew. What an option
    // leaves out is gone: without replaceMerge a limit of an axis would stay.
    if (chart === null) return;
    mark(`stride:${testId}-set`);
    chart.setOption({ ...animation(), ...option }, { replaceMerge: ['series', 'xAxis', 'yAxis'], lazyUpdate: true });
  }, [chart, option, testId]);

  useBrush(element, chart, onBrush);

  return (
    <div
      className="chart"
      style={{ height }}
      data-testid={testId}
      data-points={points}
      data-drawn={chart !== null}
      role="img"
      aria-label={label}
    >
      <div ref={element} className="chart-canvas" style={{ visibility: points === 0 ? 'hidden' : 'visible' }} />
      {points === 0 && <p className="chart-note">{empty}</p>}
      {failed && <p className="chart-note">The chart library could not be loaded. Reload the page to try again.</p>}
    </div>
  );
}

function isCandidatePoint(data: unknown): data is CandidatePoint {
  return typeof data === 'object' && data !== null && 'candidateId' in data;
}
