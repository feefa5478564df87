import { linePlot, renderSvg, type LineSeries } from '#plots';
import type { RunResult } from './measure.js';
import { spreadOf, type Results } from './results.js';

/** Validation accuracy over processor time: mean over seeds, with the smallest and the largest. */
export function plot({ runs, machine, dataset, parameters, epochs }: Results): string {
  const names = [...new Set(runs.map(({ variant }) => variant))];
  return renderSvg(linePlot({
    title: 'Progressive learning, seen at the full image size', xName: 'processor time (s)', yName: 'validation accuracy (%)',
    subtitle: `${dataset}, ${parameters.toLocaleString('en-US')} parameters, ${epochs} epochs, ${machine.device.name} (${machine.device.backend})`,
    series: names.map((name) => seriesOf(name, runs.filter(({ variant }) => variant === name))),
  }));
}

function seriesOf(name: string, runs: readonly RunResult[]): LineSeries {
  const evaluations = runs[0]?.curve.length ?? 0;
  return {
    name, points: Array.from({ length: evaluations }, (_, index) => {
      const points = runs.flatMap(({ curve }) => curve.slice(index, index + 1));
      const { mean, min, max } = spreadOf(points.map(({ validationAccuracy }) => 100 * validationAccuracy));
      return { x: spreadOf(points.map(({ cpuSeconds }) => cpuSeconds)).mean, y: mean, low: min, high: max };
    }),
  };
}
