import type { Pareto } from '@stride/contracts';
import { stride } from '../../api/client.js';
import { useResource, type Resource } from '../../api/use-resource.js';
import { useThrottled } from '../../ui/use-throttled.js';

/** While results come in the volume is asked for this often. */
const PACE_MS = 4000;

/** @param results how many candidates have a result: with another one the volume may have grown */
export function useHypervolume(searchId: string, results: number): Resource<Pareto['hypervolume'] | null> {
  const paced = useThrottled(results, PACE_MS);
  return useResource<Pareto['hypervolume'] | null>(
    `${searchId} ${paced}`,
    async (signal) => (paced === 0 ? null : (await stride.searches.pareto(searchId, { signal })).hypervolume),
    { keep: true },
  );
}
