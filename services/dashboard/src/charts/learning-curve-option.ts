/** Validation accuracy above, losses below, over epochs, as an ECharts option. Pure. */
import type { CurvePoint } from '@stride/core';
import { percent } from '../format/numbers.js';
import type { ChartOption } from './chart-option.js';
import type { Palette } from './palette.js';
import { axisRange, textStyle, tooltip, tooltipHtml, valueAxis } from './style.js';

/** The axis spans all `epochs` from the start, so that a running curve grows into it. */
export function learningCurveOption(curve: readonly CurvePoint[], epochs: number, palette: Palette): ChartOption {
  const shared = { type: 'line' as const, showSymbol: curve.length < 25, symbol: 'circle', symbolSize: 5 };
  const line = (color: string, type: 'solid' | 'dashed' = 'solid') => ({
    lineStyle: { color, width: 1.75, type },
    itemStyle: { color },
  });
  return {
    textStyle: textStyle(palette),
    grid: [
      { left: 50, right: 12, top: 8, height: 88 },
      { left: 50, right: 12, top: 118, height: 88 },
    ],
    tooltip: {
      ...tooltip(palette),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: palette.faint } },
      formatter: (params: unknown) => describe(curve[indexOf(params)]),
    },
    xAxis: [
      { ...valueAxis(palette, '', 'x'), gridIndex: 0, min: 0, max: epochs, scale: false, axisLabel: { show: false } },
      { ...valueAxis(palette, 'Epoch', 'x'), gridIndex: 1, min: 0, max: epochs, scale: false },
    ],
    yAxis: [
      {
        ...valueAxis(palette, 'Accuracy (%)', 'y'),
        gridIndex: 0,
        splitNumber: 3,
        ...axisRange(
          curve.map(({ validationAccuracy }) => validationAccuracy * 100),
          10,
          100,
        ),
      },
      { ...valueAxis(palette, 'Loss', 'y'), gridIndex: 1, splitNumber: 3 },
    ],
    series: [
      {
        ...shared,
        ...line(palette.accent),
        id: 'accuracy',
        name: 'validation accuracy',
        xAxisIndex: 0,
        yAxisIndex: 0,
        data: curve.map((point) => [point.epoch, point.validationAccuracy * 100]),
      },
      {
        ...shared,
        ...line(palette.fused),
        id: 'train',
        name: 'training loss',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: curve.map((point) => [point.epoch, point.trainLoss]),
      },
      {
        ...shared,
        ...line(palette.accent, 'dashed'),
        id: 'validation',
        name: 'validation loss',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: curve.map((point) => [point.epoch, point.validationLoss]),
      },
    ],
  };
}

function indexOf(params: unknown): number {
  const first: unknown = Array.isArray(params) ? params[0] : null;
  return typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
}

function describe(point: CurvePoint | undefined): string {
  if (point === undefined) return '';
  return tooltipHtml(`Epoch ${Number(point.epoch.toFixed(2))}`, [
    ['validation accuracy', percent(point.validationAccuracy)],
    ['training loss', point.trainLoss.toFixed(4)],
    ['validation loss', point.validationLoss.toFixed(4)],
    ['step', String(point.step)],
    ['time', `${point.seconds.toFixed(1)} s`],
  ]);
}
