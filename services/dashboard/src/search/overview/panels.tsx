import type { SearchDetail } from '@stride/contracts';
import { useCallback, useMemo } from 'react';
import type { Abscissa } from '../../charts/best-axis.js';
import type { Address } from '../../ui/use-address.js';
import { measuredPoints, referenceStepTimesMs, type PointColumns } from '../what-if/measured-points.js';
import { useWhatIf } from '../what-if/use-what-if.js';
import { WhatIfCard } from '../what-if/what-if-card.js';
import { BestReward } from './best-reward.js';
import { Headline } from './headline.js';
import { Hypervolume } from './hypervolume.js';
import { leaderOf } from './leader.js';
import { OverChoice } from './over-choice.js';
import './overview.css';
import { ScatterCard } from './scatter-card.js';
import { readScatter, SCATTER_PARAMS, writeScatter, type ScatterQuery } from './scatter-query.js';
import { useFreshDetail } from './use-fresh-detail.js';

interface PanelsProps {
  readonly search: SearchDetail;
  readonly points: PointColumns;
  readonly selectedId: string | null;
  readonly address: Address;
  onSelect(candidateId: string): void;
  candidateHref(candidateId: string): string;
  tableHref(filters: Readonly<Record<string, string>>): string;
  compareHref(numbers: readonly number[]): string;
}

/** The figures and charts of a search. */
export function Panels({ search: told, points, selectedId, address, onSelect, candidateHref, tableHref, compareHref }: PanelsProps) {
  const { params, write } = address;
  const { columns, deviceClasses } = points;
  const search = useFreshDetail(told, deviceClasses);
  // An event brings the same objective as another object.
  const objective = useMemo(() => search.objective, [JSON.stringify(search.objective)]);
  const s0 = useMemo(() => referenceStepTimesMs(search, deviceClasses), [search.referenceStepTimes, deviceClasses]);
  const measured = useMemo(
    () => measuredPoints(points, { ...search, objective }),
    [points, objective, search.referenceParams, search.referenceStepTimes],
  );
  const overCaps = useMemo(() => new Set(measured.places.filter((_, at) => measured.withinCaps[at] === false)), [measured]);
  const isOverCaps = useCallback((place: number) => overCaps.has(place), [overCaps]);
  const counts = useCallback((place: number) => columns.status[place] === 'completed' && !overCaps.has(place), [columns, overCaps]);
  const leader = useMemo(
    () => leaderOf(columns, search, s0),
    [columns, search.bestCandidateId, search.bestEstimate, search.reference, search.referenceParams, s0],
  );
  const whatIf = useWhatIf(objective, measured, params, write);
  const scatter = useScatterQuery(params);
  const over: Abscissa = params.get('over') === 'time' ? 'time' : 'candidates';
  const choice = <OverChoice over={over} onOver={(next) => write({ over: next === 'time' ? 'time' : null })} />;
  const volumeFirst = search.objective.kind === 'pareto';
  const [highest] = whatIf.ranked;
  return (
    <>
      <Headline search={search} leader={leader} candidateHref={candidateHref} />
      <div className="overview-charts">
        <ScatterCard
          search={search}
          points={points}
          referenceStepTimesMs={s0}
          isOverCaps={isOverCaps}
          leader={leader}
          whatIf={whatIf.isChanged && highest?.withinCaps === true ? highest : null}
          selectedId={selectedId}
          query={scatter}
          onQuery={(query) => write({ ...writeScatter(query) })}
          onSelect={onSelect}
          tableHref={tableHref}
          compareHref={compareHref}
        />
        <div className="overview-progress" data-first={volumeFirst ? 'hypervolume' : 'reward'}>
          <BestReward columns={columns} search={search} counts={counts} leader={leader} selectedId={selectedId} over={over} onSelect={onSelect}>
            {!volumeFirst && choice}
          </BestReward>
          <Hypervolume search={search} over={over}>{volumeFirst && choice}</Hypervolume>
        </div>
      </div>
      <WhatIfCard search={search} whatIf={whatIf} measured={measured.places.length} columns={columns} leader={leader} candidateHref={candidateHref} />
    </>
  );
}

/** The same object until something of it changes: what is drawn depends on it. */
function useScatterQuery(params: URLSearchParams): ScatterQuery {
  const said = JSON.stringify(SCATTER_PARAMS.map((name) => params.get(name)));
  return useMemo(() => readScatter(params), [said]);
}
