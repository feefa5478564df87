/** The figures whose dependence on decisions is shown. Pure. */
import type { SearchDetail } from '@stride/client';
import type { Points } from '../../live/points.js';
import { referenceStepTimesMs } from '../what-if/measured-points.js';

interface Figure {
  readonly name: string;
  /** Whether more of it is better. */
  readonly isGood: boolean;
  /** Whether effects multiply: then they are shown in percent. */
  readonly isRatio: boolean;
  /** What effects are measured in. */
  readonly unit: string;
}

export const FIGURES = {
  reward: { name: 'reward', isGood: true, isRatio: false, unit: 'reward' },
  accuracy: { name: 'validation accuracy', isGood: true, isRatio: false, unit: 'points of accuracy' },
  stepTime: { name: 'step time', isGood: false, isRatio: true, unit: '% of step time' },
  params: { name: 'parameters', isGood: false, isRatio: true, unit: '% of parameters' },
  multiplyAdds: { name: 'multiply-adds', isGood: false, isRatio: true, unit: '% of multiply-adds' },
} as const satisfies Readonly<Record<string, Figure>>;
export type FigureName = keyof typeof FIGURES;

export function readFigure(params: URLSearchParams): FigureName {
  const name = params.get('figure') ?? '';
  return Object.hasOwn(FIGURES, name) ? (name as FigureName) : 'reward';
}

/**
 * The figure of each candidate, as its effects are computed: logarithms of what multiplies, points of accuracy. Not a number where a candidate
 * was not trained to the end. Step times are multiples of the reference's on their own device class: raw ones of several classes do not compare.
 */
export function figureValues({ columns, deviceClasses }: Points, search: Pick<SearchDetail, 'referenceStepTimes'>, figure: FigureName): readonly number[] {
  const s0 = referenceStepTimesMs(search, deviceClasses);
  return columns.id.map((_, place) => {
    if (columns.status[place] !== 'completed') return Number.NaN;
    switch (figure) {
      case 'reward':
        return columns.reward[place] ?? Number.NaN;
      case 'accuracy':
        return (columns.accuracy[place] ?? Number.NaN) * 100;
      case 'stepTime':
        return Math.log((columns.stepTimeMs[place] ?? Number.NaN) / (s0[columns.deviceClass[place] ?? -1] ?? Number.NaN));
      case 'params':
        return Math.log(columns.params[place] ?? Number.NaN);
      case 'multiplyAdds':
        return Math.log(columns.multiplyAdds[place] ?? Number.NaN);
    }
  });
}

/** An effect as it is shown: percent for what multiplies. */
export function shownEffect(figure: FigureName, effect: number): number {
  return FIGURES[figure].isRatio ? (Math.exp(effect) - 1) * 100 : effect;
}

export function effectText(figure: FigureName, effect: number): string {
  const shown = shownEffect(figure, effect);
  const sign = shown < 0 ? '−' : '+';
  const digits = figure === 'reward' ? 4 : figure === 'accuracy' ? 2 : 1;
  const unit = FIGURES[figure].isRatio ? ' %' : '';
  return `${sign}${Math.abs(shown).toFixed(digits)}${unit}`;
}
