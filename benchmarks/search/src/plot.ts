import { linePlot, renderSvg } from '#plots';
import type { Result } from './results.js';

/** Regret over evaluations of one scenario, both logarithmic: a line a strategy, with its standard error. */
export function plot(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) throw new RangeError('there is nothing to draw');
  const { table, noise, workers, seeds, unit } = first;
  // A search that has found the best has no place on a logarithmic axis: it is drawn below all others.
  const floor = Math.min(...results.flatMap(({ curve }) => Object.values(curve).flatMap(({ mean }) => (mean > 0 ? mean : [])))) / 2;
  return renderSvg(linePlot({
    title: `Regret on ${table}`, xName: 'evaluations', yName: `regret (${unit})`, xScale: 'log', yScale: 'log',
    subtitle: `${noise > 0 ? `one training has a noise of sd ${Number(noise.toPrecision(3))}` : 'no noise'}, ${workers} worker${workers === 1 ? '' : 's'}, mean of ${seeds} seeds with its standard error`,
    series: results.map(({ strategy, curve }) => ({
      name: strategy,
      points: Object.entries(curve).map(([mark, { mean, se }]) => ({
        x: Number(mark), y: Math.max(mean, floor), low: Math.max(mean - se, floor), high: Math.max(mean + se, floor),
      })),
    })),
  }));
}
