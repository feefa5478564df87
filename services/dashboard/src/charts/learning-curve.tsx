import type { CurvePoint } from '@stride/core';
import { useMemo } from 'react';
import { percent } from '../format/numbers.js';
import { Chart } from './chart.js';
import { learningCurveOption } from './learning-curve-option.js';
import { usePalette } from './palette.js';

export function LearningCurve({ curve }: { readonly curve: readonly CurvePoint[] }) {
  const palette = usePalette();
  const option = useMemo(() => learningCurveOption(curve, palette), [curve, palette]);
  const last = curve.at(-1);
  const label = last === undefined
    ? 'Learning curve, still empty.'
    : `Learning curve of ${curve.length} evaluations: after ${Number(last.epoch.toFixed(2))} epochs validation accuracy ${percent(last.validationAccuracy)}, training loss ${last.trainLoss.toFixed(3)}, validation loss ${last.validationLoss.toFixed(3)}.`;
  return (
    <div className="chart-frame">
      <Chart option={option} label={label} testId="learning-curve" height={270} points={curve.length} />
      {curve.length === 0 && <p className="chart-empty">No evaluation yet.</p>}
    </div>
  );
}
