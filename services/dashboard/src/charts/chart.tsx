import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import './chart.css';
import type { CandidatePoint, ChartOption } from './chart-option.js';
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
  onSelect?(candidateId: string): void;
}

export function Chart({ option, label, testId, height, points, empty, onSelect }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [failed, setFailed] = useState(false);
  const select = useEffectEvent((data: unknown) => {
    if (isCandidatePoint(data)) onSelect?.(data.candidateId);
  });

  useEffect(() => {
    let created: EChartsType | null = null;
    let disposed = false;
    const resize = new ResizeObserver(() => created?.resize());
    import('./echarts.js').then(
      ({ init }) => {
        if (disposed || element.current === null) return;
        created = init(element.current, null, { renderer: 'canvas' });
        created.on('click', (event) => select(event.data));
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
    chart?.setOption({ ...animation(), ...option }, { replaceMerge: ['series', 'xAxis', 'yAxis'], lazyUpdate: true });
  }, [chart, option]);

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
