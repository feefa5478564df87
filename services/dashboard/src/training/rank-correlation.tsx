import { stride } from '../api/client.js';
import { useResource } from '../api/use-resource.js';
import type { LiveSearch } from '../live/live-search.js';
import { rankWords, type TrainedInFull } from '@stride/core';

/** How far the proxy task ranks candidates as full training does, in words. Nothing before a training has completed. */
export function RankCorrelation({ live: { search, trainings, points } }: { readonly live: LiveSearch }) {
  const completed = [...trainings.byId.values()].filter(({ status }) => status === 'completed');
  if (completed.length === 0) return null;
  const trained = { candidateIds: completed.map(({ candidateId }) => candidateId), ranked: ranked(points.columns) };
  return <Finding searchId={search.id} completed={completed.map(({ id }) => id).join(' ')} trained={trained} />;
}

/** Completed candidates, the best first. */
function ranked({ id, number, reward, status }: LiveSearch['points']['columns']): string[] {
  return [...id.keys()]
    .filter((place) => status[place] === 'completed' && reward[place] !== null)
    .sort((a, b) => Number(reward[b]) - Number(reward[a]) || Number(number[a]) - Number(number[b]))
    .map((place) => id[place] as string);
}

interface FindingProps {
  readonly searchId: string;
  readonly completed: string;
  readonly trained: TrainedInFull;
}

/** The API compares what was trained alike; events do not tell of it, so it is read again when one more has completed. */
function Finding({ searchId, completed, trained }: FindingProps) {
  const list = useResource(`${searchId} ${completed}`, (signal) => stride.searches.trainings(searchId, { signal }), { keep: true });
  if (list.state !== 'ready') return null;
  const { rankCorrelation } = list.value;
  if (rankCorrelation === null) {
    return (
      <p className="rank-correlation muted">
        Two or more candidates that were trained alike tell whether the proxy task ranks them as full training does.
      </p>
    );
  }
  const { finding, meaning, doubtful } = rankWords(rankCorrelation, trained);
  return (
    <div className="rank-correlation" data-testid="rank-correlation" data-doubtful={doubtful}>
      <p>{finding}</p>
      <p className="rank-meaning muted">{meaning}</p>
    </div>
  );
}
