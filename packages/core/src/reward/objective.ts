import type { Caps } from './caps.js';

/** What a search is for: how a measurement becomes a reward, and what its networks must keep within whatever their reward. */
export type Objective = JointObjective | AbsoluteObjective | ParetoSearchObjective;

export const OBJECTIVE_KINDS = ['joint', 'absolute', 'pareto'] as const;
export type ObjectiveKind = (typeof OBJECTIVE_KINDS)[number];

interface Capped {
  /** Absent: none. */
  readonly caps?: Caps;
}

/** A * (S/S0)^w * (P/P0)^v. */
export interface JointObjective extends Capped {
  readonly kind: 'joint';
  /** Exponent of the normalised step time S/S0. */
  readonly w: number;
  /** Exponent of the normalised parameter count P/P0. */
  readonly v: number;
}

/** A + beta * |S/T0 - 1|: as accurate as possible at a step time of T0. */
export interface AbsoluteObjective extends Capped {
  readonly kind: 'absolute';
  /** Below 0: what a step time of twice T0 costs in accuracy. */
  readonly beta: number;
  /** T0 as a multiple of the reference's step time S0, so that it means the same on every class of device. */
  readonly target: number;
}

/** Accuracy up, step time and parameters down, and no weights between them. */
export interface ParetoSearchObjective extends Capped {
  readonly kind: 'pareto';
}

/** The weights of EfficientNetV2. Source: Tan & Le 2021 (arXiv 2104.00298), section 3.2. */
export const DEFAULT_OBJECTIVE: JointObjective = { kind: 'joint', w: -0.07, v: -0.05 };

/** Of each kind with nothing said. The absolute one's beta is the default of the code that TuNAS was released with. */
export const DEFAULT_OBJECTIVES: { readonly [K in ObjectiveKind]: Extract<Objective, { kind: K }> } = {
  joint: DEFAULT_OBJECTIVE,
  absolute: { kind: 'absolute', beta: -0.1, target: 1 },
  pareto: { kind: 'pareto' },
};
