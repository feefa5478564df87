import type { Rescoring } from '@stride/contracts';
import { stride } from '../../api/client.js';
import { useResource, type Resource } from '../../api/use-resource.js';
import { objectiveRequest, type Weighed } from './sliders.js';
import { useThrottled } from '../../ui/use-throttled.js';
import { useSettled } from './use-settled.js';

/** While a slider moves nothing is asked; while results come in, this often. */
const SETTLES_MS = 300;
const PACE_MS = 5000;

/**
 * The service's own answer, which chooses the winner by what is expected of candidates. The latest answer stays while the next is on
 * its way: it says of which objective it is.
 * @param objective null: nothing to ask, the search's own is meant
 * @param results how many candidates have a result
 */
export function useRescore(searchId: string, objective: Weighed | null, results: number): Resource<Rescoring | null> {
  const settled = useSettled(objective, SETTLES_MS);
  const paced = useThrottled(results, PACE_MS);
  const key = settled === null ? '' : `${searchId} ${paced} ${JSON.stringify(settled)}`;
  return useResource<Rescoring | null>(
    key,
    (signal) => (settled === null ? Promise.resolve(null) : stride.searches.rescore(searchId, { objective: objectiveRequest(settled), top: 1 }, { signal })),
    { keep: true },
  );
}
