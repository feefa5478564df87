import type { SearchDetail, SearchPoints } from '@stride/contracts';
import { whole } from '../../format/numbers.js';
import type { Leader } from '../overview/leader.js';
import { SameElsewhere } from './same-elsewhere.js';
import { SliderField } from './slider-field.js';
import { slidersOf, valueOf } from './sliders.js';
import { useRescore } from './use-rescore.js';
import type { WhatIf } from './use-what-if.js';
import { WhatIfResults } from './what-if-results.js';
import './what-if.css';
import { orderWords, Winners } from './winners.js';

interface WhatIfCardProps {
  readonly search: SearchDetail;
  readonly whatIf: WhatIf;
  /** Candidates that can be scored. */
  readonly measured: number;
  readonly columns: SearchPoints['columns'];
  readonly leader: Leader | null;
  candidateHref(candidateId: string): string;
}

/** Other weights for what has been measured: the ranking follows the sliders, and nothing is trained for it. */
export function WhatIfCard({ search, whatIf, measured, columns, leader, candidateHref }: WhatIfCardProps) {
  const { objective, isChanged, ranked } = whatIf;
  const rescored = useRescore(search.id, isChanged && measured > 0 ? objective : null, measured);
  const [highest] = ranked;
  const answer = isChanged && rescored.state === 'ready' ? rescored.value : null;
  const winnerId = answer?.winner?.id ?? null;
  return (
    <section className="card what-if" aria-labelledby="what-if-title" data-testid="what-if">
      <header className="what-if-head">
        <h2 id="what-if-title">What if</h2>
        <p>Ranks {measured === 0 ? 'what has been measured' : `the ${whole(measured)} measured candidates`} by other weights. Nothing is trained, and the search stays as it is.</p>
        <button type="button" className="button button-small" disabled={!isChanged} onClick={whatIf.reset}>
          Reset
        </button>
      </header>
      <div className="what-if-body">
        <div className="what-if-sliders">
          {slidersOf(objective).map((key) => (
            <SliderField key={key} of={key} value={valueOf(objective, key)} onValue={(value) => whatIf.setValue(key, value)} />
          ))}
          {search.objective.kind === 'pareto' && (
            <p className="what-if-order">This search looks for the front and weighs nothing; its candidates are listed by the joint reward.</p>
          )}
          <SameElsewhere searchId={search.id} objective={objective} />
        </div>
        {highest === undefined ? (
          <p className="muted">There is something to rank once a candidate has completed.</p>
        ) : (
          <div className="what-if-results">
            <Winners
              highest={highest}
              highestId={columns.id[highest.place]}
              leader={leader}
              isChanged={isChanged}
              rescored={rescored}
              candidateHref={candidateHref}
            />
            <p className="what-if-order">
              The winner is the one whose reward is expected to be the highest, the luck of single trainings averaged out. {orderWords(answer?.kendallTau)}
            </p>
            <WhatIfResults
              ranked={ranked}
              columns={columns}
              winnerId={winnerId}
              leaderId={leader?.id ?? null}
              candidateHref={candidateHref}
            />
          </div>
        )}
      </div>
    </section>
  );
}
