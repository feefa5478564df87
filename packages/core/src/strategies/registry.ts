import { show } from '../documents/rules.js';
import { StrideError } from '../errors.js';
import { autoStrategy } from './auto/auto.js';
import { evolutionStrategy } from './evolution.js';
import { localSearchStrategy } from './local-search/local-search.js';
import { nsga2Strategy } from './nsga2/nsga2.js';
import { ppoStrategy } from './ppo/ppo.js';
import { predictorStrategy } from './predictor/predictor.js';
import { randomStrategy } from './random.js';
import type { StrategyDefinition } from './strategy.js';

/** Every strategy; the first is the default of a search. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  autoStrategy, randomStrategy, evolutionStrategy, localSearchStrategy, nsga2Strategy, ppoStrategy, predictorStrategy,
];

/** @throws StrideError STRATEGY_UNKNOWN naming those there are */
export function strategyNamed(name: string): StrategyDefinition {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found !== undefined) return found;
  const known = STRATEGIES.map((strategy) => strategy.name).join(', ');
  throw new StrideError('STRATEGY_UNKNOWN', `No strategy has the name ${show(name)}; there are ${known}`);
}
