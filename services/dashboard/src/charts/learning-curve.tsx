import type { CurvePoint } from '@stride/core';
import { useMemo } from 'react';
import { percent } from '../format/numbers.js';
import { Chart } from './chart.js';
import { ChartLegend } from './chart-legend.js';
import { learningCurveOption } from './learning-curve-option.js';
import { usePalette } from './palette.js';

const LEGEND = [
  ['accent-line', 'validation accuracy'],
  ['second-line', 'training loss'],
  ['accent-dashed', 'validation loss'],
] as const;

interface LearningCurveProps {
  readonly curve: readonly CurvePoint[];
  /** Of the whole training. */
  readonly epochs: number;
  /** Said while there is no point. */
  readonly empty: string;
  readonly testId?: string;
}

export function LearningCurve({ curve, epochs, empty, testId = 'learning-curve' }: LearningCurveProps) {
  const palette = usePalette();
  const option = useMemo(() => learningCurveOption(curve, epochs, palette), [curve, epochs, palette]);
  return (
    <>
      {curve.length > 0 && <ChartLegend items={LEGEND} />}
      <Chart
        option={option}
        label={describe(curve)}
        testId={testId}
        height={curve.length === 0 ? 72 : 246}
        points={curve.length}
        empty={empty}
      />
    </>
  );
}

function describe(curve: readonly CurvePoint[]): string {
  const last = curve.at(-1);
  if (last === undefined) return 'Learning curve, still empty.';
  const figures = [
    `validation accuracy ${percent(last.validationAccuracy)}`,
    `training loss ${last.trainLoss.toFixed(3)}`,
    `validation loss ${last.validationLoss.toFixed(3)}`,
  ];
  return `Learning curve, ${curve.length} evaluations. At epoch ${Number(last.epoch.toFixed(2))}: ${figures.join(', ')}.`;
}
