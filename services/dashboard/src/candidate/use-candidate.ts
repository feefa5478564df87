import type { CandidateDetail } from '@stride/contracts';
import { useMemo } from 'react';
import { stride } from '../api/client.js';
import { useResource, type Resource } from '../api/use-resource.js';
import { mergeCurves } from '../live/curve.js';
import { candidateOf, type LiveSearch } from '../live/live-search.js';

/**
 * A candidate in full: read again when it changes status or attempt (what events do not carry may then have changed)
 * and after a break of the stream, in between kept current by events.
 */
export function useCandidate(id: string, live: LiveSearch): Resource<CandidateDetail> {
  const summary = candidateOf(live, id);
  const curve = live.curves.get(id);
  const key = `${id} ${live.snapshots} ${summary?.status ?? ''} ${summary?.attempts ?? ''}`;
  const stored = useResource(key, (signal) => stride.candidates.get(id, { signal }), { keep: true });
  return useMemo(() => {
    if (stored.state !== 'ready') return stored;
    return {
      state: 'ready',
      value: { ...stored.value, ...summary, curve: [...mergeCurves(stored.value.curve, curve ?? [])] },
    };
  }, [stored, summary, curve]);
}
