import { show } from '../documents/rules.js';
import { StrideError } from '../errors.js';
import { evolutionStrategy } from './evolution.js';
import { randomStrategy } from './random.js';
import type { StrategyDefinition } from './strategy.js';

/** Every strategy; the first is the default of a search. */
export const STRATEGIES: readonly StrategyDefinition[] = [randomStrategy, evolutionStrategy];

/** @throws StrideError STRATEGY_UNKNOWN naming those there are */
export function strategyNamed(name: string): StrategyDefinition {
  const found = STRATEGIES.find((strategy) => strategy.name === name);
  if (found !== undefined) return found;
  const known = STRATEGIES.map((strategy) => strategy.name).join(', ');
  throw new StrideError('STRATEGY_UNKNOWN', `No strategy has the name ${show(name)}; there are ${known}`);
}
