import type { Architecture } from '../architecture/architecture.js';
import { costOf } from '../cost-model/cost.js';
import { StrideError } from '../errors.js';
import { applyCoefficients, type ScalingRules } from './apply.js';
import { compoundCoefficients } from './compound.js';
import { PHI_LIMIT, type Coefficients } from './scaling.js';

export type Budgeted = 'params' | 'multiplyAdds';

/** Share of a budget by which a result may miss it. */
const TOLERANCE = 0.05;

const BISECTIONS = 24;
/** Of phi, around the one that bisection finds: costs are steps, and rounding makes some of them go down. */
const NEARBY = { reach: 0.6, step: 0.01 };
/** Multiples of two coefficients that are tried when no phi is near enough: powers of `ratio`, up to `reach` each way. */
const SIDESTEPS = { ratio: 1.035, reach: 24 };

interface Trial {
  readonly coefficients: Coefficients;
  /** Parameters or multiply-adds. */
  readonly cost: number;
}

/**
 * The coefficients whose cost comes closest to a budget. They lie on the curve of phi where that meets the budget within 5 %;
 * where rounding makes its steps too wide, as in small networks, width and one other coefficient leave it, as little as will do.
 * @throws StrideError SCALING_INVALID when nothing meets the budget within 5 %
 */
export function reachBudget(base: Architecture, what: Budgeted, budget: number, rules: ScalingRules): Coefficients {
  const best = closestTo(base, what, budget, rules);
  if (best !== null && misses(best, budget) <= TOLERANCE) return best.coefficients;
  const multipleOf = Math.floor(rules.rounding.multipleOf / 2);
  const finer = multipleOf === 0 ? null : closestTo(base, what, budget, { ...rules, rounding: { ...rules.rounding, multipleOf } });
  throw outOfReach(best, what, budget, finer !== null && misses(finer, budget) <= TOLERANCE ? multipleOf : null);
}

/** Ends with the first that meets the budget. */
function closestTo(base: Architecture, what: Budgeted, budget: number, rules: ScalingRules): Trial | null {
  const at = (coefficients: Coefficients) => tryOut(base, coefficients, what, rules);
  const phi = bisect((middle) => (at(compoundCoefficients(middle))?.cost ?? (middle > 0 ? Infinity : 0)) < budget);
  const onCurve = nearby(phi).map((each) => at(compoundCoefficients(each)));
  const nearest = closest(onCurve, budget);
  if (nearest === null || misses(nearest, budget) <= TOLERANCE || !isWithinSight(nearest, budget)) return nearest;
  let best: Trial | null = nearest;
  for (const aside of sidesteps(nearest.coefficients, what, rules)) {
    best = closest([best, at(aside)], budget);
    if (best !== null && misses(best, budget) <= TOLERANCE) return best;
  }
  return best;
}

function tryOut(base: Architecture, coefficients: Coefficients, what: Budgeted, rules: ScalingRules): Trial | null {
  try {
    return { coefficients, cost: costOf(applyCoefficients(base, coefficients, rules))[what] };
  } catch (error) {
    // Past what can be built: nothing to reach the budget with.
    if (error instanceof StrideError && error.code === 'SCALING_INVALID') return null;
    throw error;
  }
}

/** Where `isBelow` ends being true, within the limits of phi. */
function bisect(isBelow: (phi: number) => boolean): number {
  let low = -PHI_LIMIT, high = PHI_LIMIT;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Hundredths around `phi`, the least scaling first: of equal costs that one is taken. */
function nearby(phi: number): number[] {
  const middle = Math.round(phi / NEARBY.step), reach = Math.round(NEARBY.reach / NEARBY.step);
  const steps = Array.from({ length: 2 * reach + 1 }, (_, index) => middle - reach + index);
  return steps.map((step) => step * NEARBY.step).sort((a, b) => Math.abs(a) - Math.abs(b));
}

/** Off the curve, those that leave it least first. */
function sidesteps({ width, depth, resolution }: Coefficients, what: Budgeted, { imageSize }: ScalingRules): Coefficients[] {
  const factors = Array.from({ length: 2 * SIDESTEPS.reach + 1 }, (_, index) => SIDESTEPS.ratio ** (index - SIDESTEPS.reach));
  const resizes = what === 'multiplyAdds' && imageSize === null;
  const pairs = factors.flatMap((wide) => factors.map((other) => [wide, other] as const));
  return pairs
    .sort((a, b) => departure(a) - departure(b))
    .map(([wide, other]) => ({ width: width * wide, depth: resizes ? depth : depth * other, resolution: resizes ? resolution * other : resolution }));
}

function departure(factors: readonly number[]): number {
  return factors.reduce((sum, factor) => sum + Math.log(factor) ** 2, 0);
}

function closest(trials: readonly (Trial | null)[], budget: number): Trial | null {
  return trials.reduce((best, trial) => (trial !== null && (best === null || misses(trial, budget) < misses(best, budget)) ? trial : best), null);
}

/** Farther away, there is nothing to find beside the curve either: the limits of what can be built are in the way. */
function isWithinSight({ cost }: Trial, budget: number): boolean {
  return cost < 2 * budget && budget < 2 * cost;
}

function misses({ cost }: Trial, budget: number): number {
  return Math.abs(cost / budget - 1);
}

/** @param finer multiples that channels would have to be rounded to; null where that would not do either */
function outOfReach(nearest: Trial | null, what: Budgeted, budget: number, finer: number | null): StrideError {
  const unit = what === 'params' ? 'parameters' : 'multiply-adds';
  const count = (value: number) => value.toLocaleString('en-US');
  const found = nearest === null ? 'nothing that can be built is near it'
    : `the closest has ${count(nearest.cost)}, ${count(Number((100 * misses(nearest, budget)).toFixed(1)))} % ${nearest.cost > budget ? 'more' : 'less'}`;
  const message = `${count(budget)} ${unit} cannot be met within 5 %; ${found}.${finer === null ? '' : ` With channels rounded to multiples of ${finer} it can.`}`;
  return new StrideError('SCALING_INVALID', `The budget cannot be met: ${message}`, { issues: [{ path: `/target/${what}`, message }] });
}
