/** Which learning curves are drawn, and how, as it stands in the address. Pure. */
import type { CurvePoint } from '@stride/core';
import type { Address } from '../../ui/use-address.js';

export const CURVE_FIGURES = {
  accuracy: { name: 'Validation accuracy', axis: 'Validation accuracy (%)', of: (point: CurvePoint) => point.validationAccuracy * 100 },
  loss: { name: 'Validation loss', axis: 'Validation loss (cross entropy)', of: (point: CurvePoint) => point.validationLoss },
  train: { name: 'Training loss', axis: 'Training loss (cross entropy)', of: (point: CurvePoint) => point.trainLoss },
} as const;
export type CurveFigure = keyof typeof CURVE_FIGURES;

export const CURVE_AXES = {
  epoch: { name: 'Epochs', axis: 'Epoch', of: (point: CurvePoint) => point.epoch },
  seconds: { name: 'Time', axis: 'Time in training (s)', of: (point: CurvePoint) => point.seconds },
} as const;
export type CurveAxis = keyof typeof CURVE_AXES;

export interface CurvesQuery {
  readonly figure: CurveFigure;
  readonly over: CurveAxis;
  /** The so many best. */
  readonly top: number;
  readonly running: boolean;
}

export const TOP_CHOICES = [0, 5, 10, 20, 50] as const;
const DEFAULT_TOP = 10;

export function readCurves(params: URLSearchParams): CurvesQuery {
  const figure = params.get('curve') ?? '';
  const top = Number(params.get('top') ?? DEFAULT_TOP);
  return {
    figure: Object.hasOwn(CURVE_FIGURES, figure) ? (figure as CurveFigure) : 'accuracy',
    over: params.get('against') === 'seconds' ? 'seconds' : 'epoch',
    top: (TOP_CHOICES as readonly number[]).includes(top) ? top : DEFAULT_TOP,
    running: params.get('running') !== '0',
  };
}

export function writeCurves(query: Partial<CurvesQuery>): Parameters<Address['write']>[0] {
  const { figure, over, top, running } = query;
  return {
    ...(figure === undefined ? {} : { curve: figure === 'accuracy' ? null : figure }),
    ...(over === undefined ? {} : { against: over === 'epoch' ? null : over }),
    ...(top === undefined ? {} : { top: top === DEFAULT_TOP ? null : String(top) }),
    ...(running === undefined ? {} : { running: running ? null : '0' }),
  };
}
