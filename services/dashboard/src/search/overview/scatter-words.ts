/** The scatter in words: its legend, its description for those who do not see it, and why it is empty. Pure. */
import type { SearchDetail } from '@stride/contracts';
import type { LegendMark } from '../../charts/chart-legend.js';
import { AXIS_FACTS } from '../../charts/scatter-axes.js';
import type { ScatterData, ScatterView } from '../../charts/scatter-data.js';
import { whole } from '../../format/numbers.js';
import { hasEnded } from '../progress.js';

interface LegendNeeds {
  readonly hasLeader: boolean;
  readonly hasReference: boolean;
  readonly hasWhatIf: boolean;
}

/** Only what is there to be seen. */
export function scatterLegend(data: ScatterData, { hasLeader, hasReference, hasWhatIf }: LegendNeeds): readonly (readonly [LegendMark, string])[] {
  const marks: readonly (readonly [LegendMark, string, boolean])[] = [
    ['candidate', 'candidate', true],
    ['front', 'Pareto front', data.front.length > 0],
    ['best', 'best', hasLeader],
    ['reference', 'reference', hasReference],
    ['pruned', 'pruned', data.pruned.length > 0],
    ['over-caps', 'over a cap', data.overCaps.length > 0],
    ['what-if', 'highest under the what-if weights', hasWhatIf],
  ];
  return marks.filter(([, , isThere]) => isThere).map(([mark, name]) => [mark, name]);
}

export function scatterLabel(view: ScatterView, data: ScatterData): string {
  const [x, y] = [AXIS_FACTS[view.x], AXIS_FACTS[view.y]];
  const count = data.within.length + data.overCaps.length + data.pruned.length;
  const what = `${y.title} against ${lower(x.title)} of ${whole(count)} candidates, which the table below lists.`;
  const [first, last] = [data.front[0], data.front.at(-1)];
  if (first === undefined || last === undefined) return what;
  const place = (at: number) => `${y.format(data.y[at] as number)} at ${x.format(data.x[at] as number)}`;
  return `${what} The Pareto front of ${data.front.length} reaches from ${place(first)} to ${place(last)}.`;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function emptyScatter(search: Pick<SearchDetail, 'status' | 'counts'>): string {
  return search.counts.completed > 0 ? 'No candidate has figures on both axes.' : emptyProgress(search, 'Points appear as candidates complete.');
}

/** @param otherwise what is to come while the search goes on */
export function emptyProgress({ status }: Pick<SearchDetail, 'status'>, otherwise = 'The line starts with the first completed candidate.'): string {
  if (hasEnded(status)) return 'The search ended before a candidate completed.';
  return status === 'paused' ? `The search is paused. ${otherwise}` : otherwise;
}
