import type { SearchDetail } from '@stride/contracts';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { multiple } from '../../charts/scatter-axes.js';
import { change, compact, milliseconds, NOTHING, percent, reward, signed } from '../../format/numbers.js';
import { duration } from '../../format/time.js';
import { hasEnded } from '../progress.js';
import './headline.css';
import type { Leader } from './leader.js';

interface HeadlineProps {
  readonly search: SearchDetail;
  readonly leader: Leader | null;
  candidateHref(candidateId: string): string;
}

/** The search in a few figures: the best candidate beside the reference, and what it took. How far it is stands above. */
export function Headline({ search, leader, candidateHref }: HeadlineProps) {
  return (
    <div className="card headline-frame">
      <dl className="headline" data-testid="headline">
        <Figure
          name="Best candidate"
          value={leader === null ? NOTHING : <Link href={candidateHref(leader.id)}>#{leader.number}</Link>}
          note={leader === null ? (hasEnded(search.status) ? 'none completed' : 'none completed yet') : 'by its expected reward'}
        />
        <Figure
          name="Reward"
          value={reward(leader?.reward)}
          note={leader?.expected == null ? null : `expected ${reward(leader.expected)}`}
        />
        <Figure
          name="Accuracy"
          value={percent(leader?.accuracy)}
          note={leader?.accuracyGain == null ? null : `${signed(leader.accuracyGain)} points to reference`}
        />
        <Figure
          name="Step time"
          value={leader?.stepTimeMs == null ? NOTHING : `${milliseconds(leader.stepTimeMs)} ms`}
          note={leader?.stepTimeRatio == null ? null : `${multiple(leader.stepTimeRatio)} the reference's`}
        />
        <Figure
          name="Parameters"
          value={compact(leader?.params)}
          note={leader === null ? null : `${change(leader.paramsRatio)} to reference`}
        />
        <Figure name="Accelerator time" value={duration(search.acceleratorSeconds)} note={acceleratorNote(search)} />
      </dl>
    </div>
  );
}

function Figure({ name, value, note }: { readonly name: string; readonly value: ReactNode; readonly note: string | null }) {
  return (
    <div className="headline-figure">
      <dt>{name}</dt>
      <dd className="headline-value">{value}</dd>
      <dd className="headline-note">{note}</dd>
    </div>
  );
}

function acceleratorNote({ simulated, scheduler, trainingTime }: SearchDetail): string | null {
  if (simulated) return 'simulated';
  if (scheduler.name === 'none' || trainingTime.savedSeconds <= 0) return null;
  return `about ${duration(trainingTime.savedSeconds)} saved by ${scheduler.name}`;
}
