import type { Rescoring } from '@stride/contracts';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Resource } from '../../api/use-resource.js';
import { NOTHING, reward, signed, whole } from '../../format/numbers.js';
import type { Leader } from '../overview/leader.js';
import type { ReRanked } from './re-rank.js';

interface WinnersProps {
  /** The highest reward under the sliders. */
  readonly highest: ReRanked | undefined;
  readonly highestId: string | undefined;
  /** The best candidate of the search as it is. */
  readonly leader: Leader | null;
  readonly isChanged: boolean;
  /** The service's answer, which may be of where the sliders were a moment ago. */
  readonly rescored: Resource<Rescoring | null>;
  candidateHref(candidateId: string): string;
}

/** Who would win, by the highest reward and by what is expected, beside who wins now. */
export function Winners({ highest, highestId, leader, isChanged, rescored, candidateHref }: WinnersProps) {
  const answer = rescored.state === 'ready' && isChanged ? rescored.value : null;
  const link = (id: string, number: number) => <Link href={candidateHref(id)}>#{number}</Link>;
  const expected = isChanged ? answer?.winner : null;
  return (
    <dl className="what-if-winners">
      <Winner
        name="Highest reward"
        testId="what-if-highest"
        who={highest === undefined || highestId === undefined || !highest.withinCaps ? NOTHING : link(highestId, highest.number)}
        note={highest === undefined ? '' : `${reward(highest.reward)}${isChanged ? `, now at place ${whole(highest.presentRank)}` : ''}`}
      />
      {isChanged ? (
        <Winner
          name="Would win"
          testId="what-if-winner"
          who={expected == null ? NOTHING : link(expected.id, expected.number)}
          note={expected == null ? waiting(rescored, answer) : `expected reward ${reward(answer?.winnerEstimate)}`}
        />
      ) : (
        <Winner name="Would win" testId="what-if-winner" who={leader === null ? NOTHING : link(leader.id, leader.number)} note={leader === null ? '' : `expected reward ${reward(leader.expected)}`} />
      )}
      <Winner
        name="Wins now"
        testId="what-if-now"
        who={leader === null ? NOTHING : link(leader.id, leader.number)}
        note={leader === null ? '' : answer?.presentWinner == null ? reward(leader.reward) : `${reward(answer.presentWinner.reward)}, then at place ${whole(answer.presentWinner.rank)}`}
      />
    </dl>
  );
}

interface WinnerProps {
  readonly name: string;
  readonly testId: string;
  readonly who: ReactNode;
  readonly note: string;
}

function Winner({ name, testId, who, note }: WinnerProps) {
  return (
    <div data-testid={testId}>
      <dt>{name}</dt>
      <dd className="what-if-winner">{who}</dd>
      <dd className="what-if-winner-note">{note}</dd>
    </div>
  );
}

function waiting(rescored: Resource<unknown>, answer: Rescoring | null): string {
  if (rescored.state === 'failed') return 'the service did not answer';
  return answer === null ? 'being computed…' : 'nothing keeps within the caps';
}

/** How far the order of all candidates stays. */
export function orderWords(tau: number | null | undefined): string {
  if (tau == null) return '';
  const how = tau > 0.999 ? 'the same order' : tau > 0.8 ? 'nearly the same order' : tau > 0.4 ? 'a somewhat different order' : tau > 0 ? 'a very different order' : 'rather the opposite order';
  return `All candidates: ${how} as now (Kendall's tau ${signed(tau)}; +1 is the same, −1 the opposite).`;
}
