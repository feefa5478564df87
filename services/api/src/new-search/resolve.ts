import type { Budget, CreateSearch } from '@stride/contracts';
import { countArchitectures, StrideError, type ProxyTask } from '@stride/core';
import type { DatasetListing } from '@stride/datasets';
import type { NewSearch } from '@stride/storage';
import {
  DEFAULT_CONCURRENCY, defaultBudget, defaultName, defaultObjective, defaultProxyTask, DEFAULT_STRATEGY, randomSeed,
} from '../defaults.js';
import type { SpaceLibrary } from '../space-library.js';
import { chooseDataset } from './dataset.js';
import { checkProxyTask } from './proxy-task.js';
import { resolveSpace } from './space.js';
import { resolveStrategy } from './strategy.js';

export interface Surroundings {
  readonly spaces: SpaceLibrary;
  readonly datasets: DatasetListing;
  readonly aliveWorkers: number;
  readonly now: Date;
}

/**
 * Fills in what a request left out and checks what no schema can. Touches nothing outside.
 * @throws StrideError SEARCH_SPACE_UNKNOWN | SEARCH_SPACE_INVALID | DATASET_UNKNOWN | DATASET_INVALID |
 *   DATASET_MISMATCH | PROXY_TASK_INVALID | STRATEGY_UNKNOWN | STRATEGY_OPTION_INVALID | BUDGET_IMPOSSIBLE
 */
export function resolveSearch(request: CreateSearch, { spaces, datasets, aliveWorkers, now }: Surroundings): NewSearch {
  const space = resolveSpace(spaces, request.space);
  const size = countArchitectures(space);
  const dataset = chooseDataset(datasets, space, request.dataset);
  const seed = request.seed ?? randomSeed();
  const proxyTask = defaultProxyTask(dataset, defined<ProxyTask>(request.proxyTask), seed);
  checkProxyTask(proxyTask, dataset);
  const budget = defaultBudget(size, defined<Budget>(request.budget));
  if (BigInt(budget.candidates) > size) {
    throw new StrideError('BUDGET_IMPOSSIBLE',
      `the budget asks for ${budget.candidates} candidates, but the space ${space.name} holds ${size} different `
      + `architectures and none is tried twice; ask for ${size} at most`,
      { issues: [{ path: '/budget/candidates', message: `found ${budget.candidates}; expected at most ${size}` }] });
  }
  return {
    name: request.name ?? defaultName(space.name, now),
    space, dataset: dataset.name, proxyTask,
    objective: defaultObjective(defined(request.objective)),
    strategy: resolveStrategy(space, seed, budget.candidates, request.strategy ?? { name: DEFAULT_STRATEGY }),
    budget,
    concurrency: request.concurrency ?? (aliveWorkers > 0 ? aliveWorkers : DEFAULT_CONCURRENCY),
    seed,
  };
}

/** The fields that were sent. */
function defined<T extends object>(fields: { readonly [K in keyof T]?: T[K] | undefined } | undefined): Partial<T> {
  const entries = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
