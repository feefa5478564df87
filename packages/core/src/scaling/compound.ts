import { COMPOUND_GROWTH, type Coefficients } from './scaling.js';

/** depth alpha^phi, width beta^phi, resolution gamma^phi. Source: Tan & Le 2019 (arXiv 1905.11946), equation 3. */
export function compoundCoefficients(phi: number): Coefficients {
  const { width, depth, resolution } = COMPOUND_GROWTH;
  return { width: width ** phi, depth: depth ** phi, resolution: resolution ** phi };
}
