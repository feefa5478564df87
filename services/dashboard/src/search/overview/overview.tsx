import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { TrainingsCard } from '../../training/trainings-card.js';
import { changed, suffixOf } from '../../ui/use-address.js';
import { useThrottled } from '../../ui/use-throttled.js';
import { CandidateTable } from '../candidates/candidate-table.js';
import type { ViewProps } from '../search-page.js';
import { tabPath } from '../tabs.js';
import { Panels } from './panels.js';

/** Charts are not drawn with every event, and the less often the longer it takes. */
function paceMs(candidates: number): number {
  return candidates > 2000 ? 2000 : 400;
}

/** The figures of a search, how its candidates lie, what other weights would choose, and all of them in a table. */
export function Overview({ live, address, selectedId, onSelect, candidateHref }: ViewProps) {
  const { search } = live;
  const points = useThrottled(live.points, paceMs(live.points.count));
  const [, navigate] = useLocation();
  const tableHref = useCallback(
    (filters: Readonly<Record<string, string>>) => `${tabPath(search.id, 'overview')}${suffixOf(changed(address.params, filters))}#candidates`,
    [search.id, address.params],
  );
  const compareHref = useCallback((numbers: readonly number[]) => `${tabPath(search.id, 'compare')}?with=${numbers.join()}`, [search.id]);
  return (
    <>
      <Panels
        search={search}
        points={points}
        selectedId={selectedId}
        address={address}
        onSelect={onSelect}
        candidateHref={candidateHref}
        tableHref={tableHref}
        compareHref={compareHref}
      />
      <TrainingsCard live={live} selectedId={selectedId} onSelect={onSelect} candidateHref={candidateHref} />
      <CandidateTable
        live={live}
        selectedId={selectedId}
        address={address}
        onSelect={onSelect}
        candidateHref={candidateHref}
        onCompare={(numbers) => navigate(compareHref(numbers))}
      />
    </>
  );
}
