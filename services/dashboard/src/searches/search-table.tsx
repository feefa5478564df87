import type { SearchSummary } from '@stride/contracts';
import type { MouseEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { reward, whole } from '../format/numbers.js';
import { age, dateTime, duration } from '../format/time.js';
import { finishedCount, remainingSeconds } from '../search/progress.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { StatusBadge } from '../ui/status-badge.js';
import './search-table.css';

interface SearchTableProps {
  readonly searches: readonly SearchSummary[];
  readonly now: number;
}

export function SearchTable({ searches, now }: SearchTableProps) {
  return (
    <div className="card search-table-frame">
      <table className="search-table">
        <caption className="visually-hidden">Searches, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Status</th>
            <th scope="col">Candidates</th>
            <th scope="col" className="number">
              Best reward
            </th>
            <th scope="col" className="number search-time">
              Accelerator time
            </th>
            <th scope="col" className="search-space">
              Space
            </th>
            <th scope="col" className="search-strategy">
              Strategy
            </th>
            <th scope="col" className="number search-age">
              Created
            </th>
          </tr>
        </thead>
        <tbody>
          {searches.map((search) => (
            <SearchRow key={search.id} search={search} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SearchRow({ search, now }: { readonly search: SearchSummary; readonly now: number }) {
  const [, navigate] = useLocation();
  const href = `/searches/${search.id}`;
  const left = search.status === 'running' ? remainingSeconds(search, search.activeSeconds) : null;
  const open = (event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.closest('a'))) navigate(href);
  };
  return (
    <tr data-testid="search-row" data-id={search.id} data-status={search.status} onClick={open}>
      <td className="search-name">
        <Link href={href}>{search.name}</Link>
        {search.simulated && <span className="search-simulated">simulated</span>}
        <span className="search-sub">
          {search.spaceName} · {search.strategy.name}
        </span>
      </td>
      <td>
        <StatusBadge status={search.status} />
      </td>
      <td className="search-progress">
        <span>
          {whole(finishedCount(search.counts))} of {whole(search.budget.candidates)}
          {search.counts.failed > 0 && <span className="search-failed"> · {search.counts.failed} failed</span>}
          {left !== null && <span className="search-left"> · {duration(left)} left</span>}
        </span>
        <ProgressBar counts={search.counts} budget={search.budget} label={`Progress of ${search.name}`} />
      </td>
      <td className="number search-reward" data-label="best reward">
        {reward(search.bestReward)}
      </td>
      <td className="number search-time" data-label="accelerator time">
        {duration(search.acceleratorSeconds)}
      </td>
      <td className="search-space">{search.spaceName}</td>
      <td className="search-strategy">{search.strategy.name}</td>
      <td className="number search-age" title={dateTime(search.createdAt)}>
        {age(search.createdAt, now)}
      </td>
    </tr>
  );
}
