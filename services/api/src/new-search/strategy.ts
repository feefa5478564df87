import type { CreateSearch, SearchDetail } from '@stride/contracts';
import { strategyNamed, type SearchSpace } from '@stride/core';
import { within } from './within.js';

/**
 * The strategy with all its options. It is really made once, because only the strategy knows which options go together.
 * @throws StrideError STRATEGY_UNKNOWN | STRATEGY_OPTION_INVALID
 */
export function resolveStrategy(
  space: SearchSpace, seed: number, { name, options = {} }: NonNullable<CreateSearch['strategy']>,
): SearchDetail['strategy'] {
  const definition = within('/strategy/name', () => strategyNamed(name));
  within('/strategy/options', () => definition.create({ space, seed, options }));
  return { name: definition.name, options: { ...definition.defaults, ...options } };
}
