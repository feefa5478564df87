import type { Architecture } from '../architecture/architecture.js';
import { applyCoefficients, type ScalingRules } from './apply.js';
import { reachBudget } from './budget.js';
import { compoundCoefficients } from './compound.js';
import { parseScaling, type Coefficients, type ScalingDocument, type ScalingTarget } from './scaling.js';

export interface ScaledArchitecture {
  readonly architecture: Architecture;
  /** What was applied; the resolution is that of the images that came out. */
  readonly coefficients: Coefficients;
}

/**
 * A larger or smaller architecture of the same kind.
 * @throws StrideError SCALING_INVALID when the document is not valid, something scales to nothing, images become smaller than
 * the network's total stride, or a budget cannot be met within 5 % (the message says what comes closest)
 */
export function scaleArchitecture(base: Architecture, document: ScalingDocument): ScaledArchitecture {
  const { target, ...rules } = parseScaling(document);
  const coefficients = coefficientsOf(base, target, rules);
  const architecture = applyCoefficients(base, coefficients, rules);
  return { architecture, coefficients: { ...coefficients, resolution: architecture.input.height / base.input.height } };
}

function coefficientsOf(base: Architecture, target: ScalingTarget, rules: ScalingRules): Coefficients {
  if ('phi' in target) return compoundCoefficients(target.phi);
  if ('params' in target) return reachBudget(base, 'params', target.params, rules);
  if ('multiplyAdds' in target) return reachBudget(base, 'multiplyAdds', target.multiplyAdds, rules);
  return target;
}
