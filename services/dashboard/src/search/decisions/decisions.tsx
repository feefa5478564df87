import { effectsOf, resultsNeeded, type Decision } from '@stride/core';
import { useMemo } from 'react';
import { whole } from '../../format/numbers.js';
import { useThrottled } from '../../ui/use-throttled.js';
import type { ViewProps } from '../search-page.js';
import './decisions.css';
import { EffectGrid } from './effect-grid.js';
import { FIGURES, figureValues, readFigure, type FigureName } from './figures.js';
import { Importance } from './importance.js';
import { ParallelCard } from './parallel-card.js';

/** Effects of thousands of candidates take some tens of milliseconds, and their lines longer: not with every event. */
const EFFECTS_MS = { few: 1000, many: 8000 } as const;
const MANY = 2000;

/** What decides: which choices help where, how much each decision matters, and how choices go together. */
export function Decisions({ live, address, onSelect }: ViewProps) {
  const points = useThrottled(live.points, live.points.count > MANY ? EFFECTS_MS.many : EFFECTS_MS.few);
  const { search } = live;
  const figure = readFigure(address.params);
  const values = useMemo(() => figureValues(points, search, figure), [points, search.referenceStepTimes, figure]);
  const effects = useMemo(
    () => effectsOf(points.decisions as unknown as readonly Decision[], points.columns.encoding, values),
    [points, values],
  );
  return (
    <>
      <section className="card decisions" aria-labelledby="decisions-title">
        <header className="decisions-head">
          <h2 id="decisions-title">What decides the</h2>
          <select
            className="select select-small"
            aria-label="Figure"
            value={figure}
            onChange={(event) => address.write({ figure: event.target.value === 'reward' ? null : event.target.value })}
          >
            {(Object.keys(FIGURES) as FigureName[]).map((name) => (
              <option key={name} value={name}>
                {FIGURES[name].name}
              </option>
            ))}
          </select>
        </header>
        {effects === null ? (
          <p className="muted" data-testid="effects-none">
            {tooFew(values.filter(Number.isFinite).length, search.counts.completed, resultsNeeded(points.decisions as unknown as readonly Decision[]), FIGURES[figure].name)}
          </p>
        ) : (
          <>
            <p className="muted decisions-method">
              From {whole(effects.n)} completed candidates. An effect is what a choice adds with everything else equal, fitted to all candidates at once, with the interval that holds it
              19 times of 20; the small tick is the plain mean of the candidates with that choice, whose number stands at the end.
              {figure === 'stepTime' && ' Step times are multiples of the reference’s on the same class of device.'}
            </p>
            <Importance effects={effects} />
            <EffectGrid effects={effects} figure={figure} />
          </>
        )}
      </section>
      <ParallelCard points={points} search={search} figure={figure} values={values} effects={effects} address={address} onSelect={onSelect} />
    </>
  );
}

/** @param known candidates whose figure is known */
function tooFew(known: number, completed: number, needed: number, figure: string): string {
  if (known === 0 && completed > 0) return `The ${figure} of the completed candidates cannot be compared: the reference has not been timed on their class of device yet.`;
  return `Too few candidates have completed to tell effects from luck: ${whole(known)} so far, about ${whole(needed)} are needed.`;
}
