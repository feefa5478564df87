import type { SearchDetail } from '@stride/contracts';
import { useRef } from 'react';
import { stride } from '../../api/client.js';
import { useResource } from '../../api/use-resource.js';
import { useThrottled } from '../../ui/use-throttled.js';

/** While results come in the training time is asked for this often. */
const PACE_MS = 5000;

/**
 * The search with what its events do not tell: S0 of device classes that were timed since it was loaded, and the training time where a
 * scheduler saves some of it.
 * @param deviceClasses of its candidates
 */
export function useFreshDetail(search: SearchDetail, deviceClasses: readonly string[]): SearchDetail {
  const { counts, scheduler } = search;
  const results = useThrottled(counts.completed + counts.pruned, PACE_MS);
  const key = `${search.id} ${deviceClasses.length}${scheduler.name === 'none' ? '' : ` ${results}`}`;
  const loadedAt = useRef(key);
  const fresh = useResource<SearchDetail | null>(
    key,
    (signal) => (key === loadedAt.current ? Promise.resolve(null) : stride.searches.get(search.id, { signal })),
    { keep: true },
  );
  if (fresh.state !== 'ready' || fresh.value === null) return search;
  const { referenceStepTimes, trainingTime } = fresh.value;
  return { ...search, trainingTime, referenceStepTimes: referenceStepTimes.length < search.referenceStepTimes.length ? search.referenceStepTimes : referenceStepTimes };
}
