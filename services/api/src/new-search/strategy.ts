import type { CreateSearch, SearchDetail } from '@stride/contracts';
import { decisionSpaceOf, defaultsOf, strategyNamed, type SearchSpace } from '@stride/core';
import { within } from './within.js';

/**
 * The strategy with all its options. It is really made once, because only the strategy knows which options go together.
 * @throws StrideError STRATEGY_UNKNOWN | STRATEGY_OPTION_INVALID
 */
export function resolveStrategy(
  space: SearchSpace, seed: number, candidates: number, { name, options = {} }: NonNullable<CreateSearch['strategy']>,
): SearchDetail['strategy'] {
  const definition = within('/strategy/name', () => strategyNamed(name));
  const all = { ...defaultsOf(definition.options), ...definition.optionsFor?.(candidates), ...options };
  within('/strategy/options', () => definition.create({ space: decisionSpaceOf(space), seed, options: all }));
  return { name: definition.name, options: all };
}
