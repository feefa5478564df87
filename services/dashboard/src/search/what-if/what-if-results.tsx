import type { SearchPoints } from '@stride/contracts';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { compact, milliseconds, percentPoints, reward, whole } from '../../format/numbers.js';
import type { ReRanked } from './re-rank.js';

interface WhatIfResultsProps {
  /** The best under the sliders, the best first. */
  readonly ranked: readonly ReRanked[];
  readonly columns: SearchPoints['columns'];
  /** Who would win, once the service has said so, and who wins now. */
  readonly winnerId: string | null;
  readonly leaderId: string | null;
  candidateHref(candidateId: string): string;
}

/** The first ten under the sliders, and how each has moved. */
export function WhatIfResults({ ranked, columns, winnerId, leaderId, candidateHref }: WhatIfResultsProps) {
  return (
    <div className="what-if-table">
      <table aria-label="The best under these weights" data-testid="what-if-table">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Moved</th>
            <th scope="col">Candidate</th>
            <th scope="col">Reward</th>
            <th scope="col" className="what-if-wide">Reward now</th>
            <th scope="col">Accuracy (%)</th>
            <th scope="col">Step (ms)</th>
            <th scope="col" className="what-if-wide">Parameters</th>
          </tr>
        </thead>
        <tbody>
          {ranked.map((entry) => (
            <tr key={entry.number} data-testid="what-if-row" data-number={entry.number}>
              <td>{entry.withinCaps ? entry.rank : 'over a cap'}</td>
              <td>
                <Movement {...entry} />
              </td>
              <td>
                <Marks isWinner={columns.id[entry.place] === winnerId} isLeader={columns.id[entry.place] === leaderId} />
                <Link href={candidateHref(columns.id[entry.place] as string)}>#{entry.number}</Link>
              </td>
              <td>{reward(entry.reward)}</td>
              <td className="what-if-wide">{reward(entry.presentReward)}</td>
              <td>{percentPoints(columns.accuracy[entry.place])}</td>
              <td>{milliseconds(columns.stepTimeMs[entry.place])}</td>
              <td className="what-if-wide">{compact(columns.params[entry.place])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Marks({ isWinner, isLeader }: { readonly isWinner: boolean; readonly isLeader: boolean }) {
  return (
    <>
      {isWinner && <span className="what-if-mark">would win</span>}
      {isLeader && <span className="what-if-mark">now</span>}
    </>
  );
}

function Movement({ rank, presentRank }: Pick<ReRanked, 'rank' | 'presentRank'>): ReactNode {
  const by = presentRank - rank;
  if (by === 0) return <span className="muted">=<span className="visually-hidden"> same place</span></span>;
  return (
    <span data-moved={by > 0 ? 'up' : 'down'} title={`now at place ${whole(presentRank)}`}>
      <span aria-hidden="true">{by > 0 ? '▲' : '▼'}</span>
      <span className="visually-hidden">{by > 0 ? 'up ' : 'down '}</span> {whole(Math.abs(by))}
    </span>
  );
}
