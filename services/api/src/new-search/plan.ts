import type { CreateSearch, SearchPlan } from '@stride/contracts';
import { costOf, countArchitectures, decisions, formatArchitecture, trainingMemory } from '@stride/core';
import type { NewSearch } from '@stride/storage';

/** Stands for the seed that is drawn when a search is made without one, so that the same request has the same plan. */
export const ANY_SEED = 0;

/** What a search would be, said to whoever asked for it. */
export function toPlan({ space, scheduler, warmStart: _, ...search }: NewSearch, { seed = null }: { readonly seed?: CreateSearch['seed'] | null }): SearchPlan {
  const { params, multiplyAdds } = costOf(space.reference);
  return {
    ...search, seed,
    spaceName: space.name,
    scheduler: scheduler ?? { name: 'none', options: {} },
    spaceSize: String(countArchitectures(space)),
    decisions: decisions(space).length,
    reference: {
      text: formatArchitecture(space.reference), params, multiplyAdds,
      memoryBytes: trainingMemory(space.reference, search.proxyTask),
    },
  };
}
