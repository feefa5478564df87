import type { Budget, CreateSearch } from '@stride/contracts';
import type { ProxyTask } from '@stride/core';
import type { DatasetListing } from '@stride/datasets';
import type { EarlierSearch, NewSearch } from '@stride/storage';
import {
  DEFAULT_CONCURRENCY, defaultName, defaultProxyTask, DEFAULT_STRATEGY, randomSeed,
} from '../defaults.js';
import type { SpaceLibrary } from '../space-library.js';
import { resolveBudget } from './budget.js';
import { checkCaps } from './caps.js';
import { chooseDataset } from './dataset.js';
import { resolveObjective } from './objective.js';
import { checkProxyTask, largestTotalStride } from './proxy-task.js';
import { resolveScheduler } from './scheduler.js';
import { resolveSpace } from './space.js';
import { resolveStrategy } from './strategy.js';
import { inherited, resolveWarmStart } from './warm-start.js';

export interface Surroundings {
  readonly spaces: SpaceLibrary;
  readonly datasets: DatasetListing;
  readonly aliveWorkers: number;
  /** The search whose measurements the request wants; null: none. */
  readonly earlier: EarlierSearch | null;
  readonly now: Date;
}

/**
 * Fills in what a request left out and checks what no schema can. Touches nothing outside.
 * @throws StrideError SEARCH_SPACE_UNKNOWN | SEARCH_SPACE_INVALID | DATASET_UNKNOWN | DATASET_INVALID |
 *   DATASET_MISMATCH | PROXY_TASK_INVALID | STRATEGY_UNKNOWN | STRATEGY_OPTION_INVALID | SCHEDULER_UNKNOWN |
 *   SCHEDULER_OPTION_INVALID | CAPS_IMPOSSIBLE | BUDGET_IMPOSSIBLE | WARM_START_INVALID
 */
export function resolveSearch(request: CreateSearch, { spaces, datasets, aliveWorkers, earlier, now }: Surroundings): NewSearch {
  const space = resolveSpace(spaces, request.space);
  const known = inherited(earlier, space, request.dataset);
  const dataset = chooseDataset(datasets, space, known.dataset);
  const seed = request.seed ?? randomSeed();
  const proxyTask = defaultProxyTask(dataset, { ...known.proxyTask, ...defined<ProxyTask>(request.proxyTask) }, seed);
  checkProxyTask(proxyTask, dataset, '/proxyTask', largestTotalStride(space));
  const objective = resolveObjective(request.objective);
  const budget = resolveBudget(space, checkCaps(space, objective.caps, proxyTask), defined<Budget>(request.budget));
  const scheduler = resolveScheduler(proxyTask, request.scheduler);
  const warmStart = resolveWarmStart(request.warmStart, earlier, { space, proxyTask, objective, candidates: budget.candidates });
  return {
    name: request.name ?? defaultName(space.name, now),
    space, dataset: dataset.name, proxyTask,
    objective,
    strategy: resolveStrategy(space, seed, budget.candidates, request.strategy ?? { name: DEFAULT_STRATEGY }),
    ...(scheduler === undefined ? {} : { scheduler }),
    ...(warmStart === undefined ? {} : { warmStart }),
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
