import type { CreateSearch, SearchDetail } from '@stride/contracts';
import { StrideError, strategyNamed, type Issue, type SearchSpace, type StrategyDefinition } from '@stride/core';

/**
 * The strategy with all its options. It is really made once, because only the strategy knows which options go together.
 * @throws StrideError STRATEGY_UNKNOWN | STRATEGY_OPTION_INVALID
 */
export function resolveStrategy(
  space: SearchSpace, seed: number, { name, options = {} }: NonNullable<CreateSearch['strategy']>,
): SearchDetail['strategy'] {
  const definition = strategyNamed(name);
  refuseUnknownOptions(definition, options);
  const all = { ...definition.defaults, ...options };
  definition.create({ space, seed, options: all });
  return { name: definition.name, options: all };
}

function refuseUnknownOptions(definition: StrategyDefinition, options: Readonly<Record<string, number>>): void {
  const known = Object.keys(definition.defaults);
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  const [first] = unknown;
  if (first === undefined) return;
  const issues: Issue[] = unknown.map((name) => ({ path: '/strategy/options', message: `unknown option ${JSON.stringify(name)}` }));
  throw new StrideError('STRATEGY_OPTION_INVALID',
    `the strategy ${definition.name} has no option ${JSON.stringify(first)}; `
    + (known.length > 0 ? `its options are ${known.join(', ')}` : 'it has no options'), { issues });
}
