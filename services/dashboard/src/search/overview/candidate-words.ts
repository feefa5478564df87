/** What a point of a chart says of its candidate. Pure. */
import type { SearchDetail, SearchPoints } from '@stride/contracts';
import { multiple } from '../../charts/scatter-axes.js';
import { tooltipHtml } from '../../charts/style.js';
import { compact, milliseconds, percent, reward } from '../../format/numbers.js';

export interface CandidateWordsInput {
  readonly columns: SearchPoints['columns'];
  readonly referenceStepTimesMs: readonly (number | undefined)[];
  readonly deviceClasses: readonly string[];
}

/**
 * @param marks what else is to be said of it, such as "on the front"
 */
export function candidateWords({ columns, referenceStepTimesMs, deviceClasses }: CandidateWordsInput, place: number, marks: readonly string[]): string {
  const stepTimeMs = columns.stepTimeMs[place] ?? null;
  const deviceClass = columns.deviceClass[place] ?? -1;
  const s0 = referenceStepTimesMs[deviceClass];
  const pruned = columns.status[place] === 'pruned';
  return tooltipHtml([`Candidate ${columns.number[place]}`, ...marks].join(', '), [
    [pruned ? 'reward when pruned' : 'reward', reward(columns.reward[place])],
    [pruned ? 'accuracy when pruned' : 'accuracy', percent(columns.accuracy[place])],
    ['step time', stepTimeMs === null ? '–' : `${milliseconds(stepTimeMs)} ms`],
    ...(stepTimeMs === null || s0 === undefined ? [] : [["to the reference's", multiple(stepTimeMs / s0)] as const]),
    ['parameters', compact(columns.params[place])],
    ['multiply-adds', compact(columns.multiplyAdds[place])],
    ...(deviceClasses.length > 1 && deviceClass >= 0 ? [['device', deviceClasses[deviceClass] ?? ''] as const] : []),
  ]);
}

export function referenceWords({ reference, referenceParams }: Pick<SearchDetail, 'reference' | 'referenceParams'>): string {
  return tooltipHtml('Reference', [
    ['reward', reward(reference?.reward)],
    ['accuracy', percent(reference?.accuracy)],
    ['step time', reference?.stepTimeMs == null ? '–' : `${milliseconds(reference.stepTimeMs.median)} ms`],
    ['parameters', compact(referenceParams)],
    ['multiply-adds', compact(reference?.multiplyAdds)],
  ]);
}
