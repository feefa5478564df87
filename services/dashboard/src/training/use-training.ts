import type { TrainingDetail } from '@stride/contracts';
import { useMemo } from 'react';
import { stride } from '../api/client.js';
import { useResource, type Resource } from '../api/use-resource.js';
import { placePoints } from '../live/curve.js';
import type { LiveSearch } from '../live/live-search.js';

/**
 * A training in full: read again when it changes status or attempt and after a break of the stream, in between kept
 * current by events.
 */
export function useTraining(id: string, live: Pick<LiveSearch, 'trainings' | 'snapshots'>): Resource<TrainingDetail> {
  const summary = live.trainings.byId.get(id);
  const points = live.trainings.curves.get(id);
  const key = `${id} ${live.snapshots} ${summary?.status ?? ''} ${summary?.attempts ?? ''}`;
  const stored = useResource(key, (signal) => stride.trainings.get(id, { signal }), { keep: true });
  return useMemo(() => {
    if (stored.state !== 'ready') return stored;
    const curve = placePoints(stored.value.curve, points ?? []);
    return { state: 'ready', value: { ...stored.value, ...summary, curve: [...curve] } };
  }, [stored, summary, points]);
}
