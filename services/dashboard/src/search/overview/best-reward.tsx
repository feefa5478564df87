import type { SearchDetail, SearchPoints } from '@stride/contracts';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { Abscissa } from '../../charts/best-axis.js';
import { rewardHistory } from '../../charts/best-history.js';
import { bestRewardOption } from '../../charts/best-reward-option.js';
import { ChartLegend } from '../../charts/chart-legend.js';
import { Chart } from '../../charts/chart.js';
import { usePalette } from '../../charts/palette.js';
import { tooltipHtml } from '../../charts/style.js';
import { percent, reward, whole } from '../../format/numbers.js';
import { duration } from '../../format/time.js';
import type { Leader } from './leader.js';
import { emptyProgress } from './scatter-words.js';

interface BestRewardProps {
  readonly columns: SearchPoints['columns'];
  readonly search: Pick<SearchDetail, 'startedAt' | 'reference' | 'status'>;
  /** Whether the candidate at a place completed and could win. */
  readonly counts: (place: number) => boolean;
  readonly leader: Leader | null;
  readonly selectedId: string | null;
  readonly over: Abscissa;
  /** Stands in the head of the card. */
  readonly children?: ReactNode;
  onSelect(candidateId: string): void;
}

const LEGEND = [['accent-line', 'highest so far'], ['candidate', 'candidate'], ['best', 'best'], ['baseline', 'reference']] as const;

export function BestReward({ columns, search, counts, leader, selectedId, over, children, onSelect }: BestRewardProps) {
  const palette = usePalette();
  const history = useMemo(() => rewardHistory(columns, search.startedAt, counts), [columns, search.startedAt, counts]);
  const baseline = search.reference?.reward ?? null;
  const selected = selectedId === null ? null : columns.id.indexOf(selectedId);
  const leaderPlace = leader?.place ?? null;
  const describe = useCallback((at: number) => {
    const place = history.places[at] as number;
    return tooltipHtml(`Candidate ${columns.number[place]}`, [
      ['reward', reward(history.rewards[at])],
      ['highest so far', reward(history.best[at])],
      ['accuracy', percent(columns.accuracy[place])],
      ['with a result', `${whole(at + 1)}, after ${duration(history.seconds[at])}`],
    ]);
  }, [columns, history]);
  const option = useMemo(
    () => bestRewardOption({ history, baseline, leader: leaderPlace, selected, over, palette, describe }),
    [history, baseline, leaderPlace, selected, over, palette, describe],
  );
  const label =
    `Reward of ${history.places.length} completed candidates as they came, the highest ${reward(history.best.at(-1))}; ` +
    `the best candidate has ${reward(leader?.reward)}, the reference ${reward(baseline)}.`;
  return (
    <section className="card chart-card" aria-labelledby="best-title">
      <header className="chart-head">
        <h2 id="best-title">Reward</h2>
        {children}
      </header>
      <ChartLegend items={LEGEND} />
      <Chart
        option={option}
        label={label}
        testId="best-over-time"
        height={190}
        points={history.places.length}
        empty={emptyProgress(search)}
        onPoint={(_, index) => onSelect(columns.id[history.places[index] as number] as string)}
      />
    </section>
  );
}
