/** Learning curves of several candidates as an ECharts option. Pure. */
import type { CandidateCurves } from '@stride/client';
import type { ChartOption } from '../../charts/chart-option.js';
import type { Palette } from '../../charts/palette.js';
import { SERIES, seriesColor } from '../../charts/series.js';
import { textStyle, tooltip, tooltipHtml, valueAxis } from '../../charts/style.js';
import { CURVE_AXES, CURVE_FIGURES, type CurvesQuery } from './curves-query.js';

type Curve = CandidateCurves['items'][number];

/** Lines of one color differ in how they are drawn. */
const DASHES = ['solid', 'dashed', 'dotted'] as const;

export interface CurveStyle {
  readonly color: string;
  readonly dash: (typeof DASHES)[number];
}

/** How the curve in that place of the list is drawn; chosen ones come first, so they differ by hue before by dash. */
export function styleOf(place: number, palette: Palette): CurveStyle {
  return { color: palette[seriesColor(place)], dash: DASHES[Math.floor(place / SERIES.length) % DASHES.length] as CurveStyle['dash'] };
}

export function curvesOption(curves: readonly Curve[], { figure, over }: Pick<CurvesQuery, 'figure' | 'over'>, selectedId: string | null, palette: Palette): ChartOption {
  const y = CURVE_FIGURES[figure];
  const x = CURVE_AXES[over];
  return {
    textStyle: textStyle(palette),
    grid: { left: 56, right: 18, top: 14, bottom: 44 },
    tooltip: { ...tooltip(palette), trigger: 'item', formatter: (params: unknown) => describe(curves, params) },
    xAxis: { ...valueAxis(palette, x.axis, 'x'), min: 0, scale: false },
    yAxis: valueAxis(palette, y.axis, 'y'),
    series: curves.map((curve, place) => {
      const { color, dash } = styleOf(place, palette);
      const isSelected = curve.candidateId === selectedId;
      return {
        id: curve.candidateId, name: String(curve.number), type: 'line' as const, z: isSelected ? 5 : 2,
        data: curve.curve.map((point) => ({ value: [x.of(point), y.of(point)] as const, candidateId: curve.candidateId, number: curve.number })) as never,
        showSymbol: true, symbol: curve.status === 'pruned' ? 'triangle' : 'circle', symbolSize: isSelected ? 8 : 5,
        lineStyle: { color, type: dash, width: isSelected ? 3 : 1.5, opacity: selectedId === null || isSelected ? 1 : 0.55 },
        itemStyle: { color }, animation: false,
      };
    }),
  };
}

function describe(curves: readonly Curve[], params: unknown): string {
  const { seriesIndex = -1, dataIndex = -1 } = params as { readonly seriesIndex?: number; readonly dataIndex?: number };
  const curve = curves[seriesIndex];
  const point = curve?.curve[dataIndex];
  if (curve === undefined || point === undefined) return '';
  return tooltipHtml(curve.number === 0 ? 'Reference' : `Candidate ${curve.number}`, [
    ['epoch', String(Number(point.epoch.toFixed(2)))],
    ['time', `${point.seconds.toFixed(1)} s`],
    ['validation accuracy', `${(point.validationAccuracy * 100).toFixed(2)} %`],
    ['validation loss', point.validationLoss.toFixed(4)],
    ['training loss', point.trainLoss.toFixed(4)],
  ]);
}
