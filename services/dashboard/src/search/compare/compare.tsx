import type { CandidateDetail } from '@stride/client';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { stride } from '../../api/client.js';
import { useResource } from '../../api/use-resource.js';
import { StageDiagram } from '../../candidate/stage-diagram.js';
import { Chart } from '../../charts/chart.js';
import { usePalette } from '../../charts/palette.js';
import type { LiveSearch } from '../../live/live-search.js';
import { Problem } from '../../ui/problem.js';
import { curvesOption, styleOf } from '../curves/curves-option.js';
import type { ViewProps } from '../search-page.js';
import { tabPath } from '../tabs.js';
import { suffixOf } from '../../ui/use-address.js';
import { LEAST_COMPARED, MOST_COMPARED, readCompared, toggled } from './compared.js';
import './compare.css';
import { CompareFigures } from './compare-figures.js';
import { ComparePart } from './compare-part.js';
import { partRows } from './differences.js';

/** Two to four candidates side by side: networks with their differences marked, figures, and learning curves over each other. */
export function Compare({ live, address, candidateHref }: ViewProps) {
  const { numbers } = useMemo(() => readCompared(address.params), [address.params]);
  const ids = useMemo(() => idsOf(live, numbers), [live.points.count, live.search.reference?.id, numbers]);
  const loaded = useResource(
    `compare ${ids.join()} ${live.snapshots} ${ids.map((id) => live.candidates.get(id)?.status ?? '').join()}`,
    (signal) => Promise.all(ids.map((id) => stride.candidates.get(id, { signal }))),
    { keep: true },
  );
  const candidates = loaded.state === 'ready' ? loaded.value : [];
  const back = `${tabPath(live.search.id, 'overview')}${suffixOf(address.params)}#candidates`;
  return (
    <section className="compare" aria-labelledby="compare-title">
      <header className="compare-head">
        <h2 id="compare-title">Compare candidates</h2>
        <AddNumber numbers={numbers} onAdd={(number) => address.write({ with: toggled(numbers, number, true) })} />
        <Link href={back}>Choose in the table</Link>
      </header>
      {loaded.state === 'loading' && (
        <p className="muted" aria-busy="true">
          Loading the candidates…
        </p>
      )}
      {loaded.state === 'failed' && <Problem error={loaded.error} />}
      {ids.length < numbers.length && <p className="muted">Some of these numbers are of no candidate of this search.</p>}
      {numbers.length < LEAST_COMPARED && (
        <p className="muted">Tick two to four candidates in the table, or give their numbers here; 0 is the reference.</p>
      )}
      {candidates.length > 0 && (
        <>
          <div className="compare-columns">
            {candidates.map((candidate) => (
              <article key={candidate.id} className="card compare-network" data-testid="compared">
                <header>
                  <h3>
                    <Link href={candidateHref(candidate.id)}>{nameOf(candidate)}</Link>
                  </h3>
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => address.write({ with: toggled(numbers, candidate.number, false) })}
                    aria-label={`Remove ${nameOf(candidate)} from the comparison`}
                  >
                    Remove
                  </button>
                </header>
                <StageDiagram architecture={candidate.architecture} />
              </article>
            ))}
          </div>
          <CompareFigures search={live.search} candidates={candidates} />
          <Parts candidates={candidates} />
          <OverlaidCurves candidates={candidates} />
        </>
      )}
    </section>
  );
}

function Parts({ candidates }: { readonly candidates: readonly CandidateDetail[] }) {
  const rows = useMemo(() => partRows(candidates.map(({ architecture }) => architecture)), [candidates]);
  return (
    <section className="card compare-card" aria-labelledby="compare-parts">
      <h3 id="compare-parts">Where the networks differ</h3>
      <div className="compare-scroll" tabIndex={0} role="group" aria-labelledby="compare-parts">
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">Part</th>
              {candidates.map((candidate) => (
                <th key={candidate.id} scope="col">
                  {nameOf(candidate)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ComparePart key={row.name} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function OverlaidCurves({ candidates }: { readonly candidates: readonly CandidateDetail[] }) {
  const palette = usePalette();
  const curves = useMemo(() => candidates.map(({ id, number, status, reward, curve }) => ({ candidateId: id, number, status, reward, curve })), [candidates]);
  const option = useMemo(() => curvesOption(curves, { figure: 'accuracy', over: 'epoch' }, null, palette), [curves, palette]);
  return (
    <section className="card compare-card" aria-labelledby="compare-curves">
      <h3 id="compare-curves">Learning curves of the proxy task</h3>
      <Chart
        option={option}
        label={`Validation accuracy of ${candidates.map(nameOf).join(', ')} by epoch.`}
        testId="compare-curves"
        height={260}
        points={curves.reduce((sum, { curve }) => sum + curve.length, 0)}
        empty="None of them has been evaluated yet."
      />
      <ul className="compare-legend">
        {candidates.map((candidate, place) => (
          <li key={candidate.id}>
            <span style={{ background: styleOf(place, palette).color }} aria-hidden="true" /> {nameOf(candidate)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddNumber({ numbers, onAdd }: { readonly numbers: readonly number[]; onAdd(number: number): void }) {
  if (numbers.length >= MOST_COMPARED) return null;
  return (
    <form
      className="compare-add"
      onSubmit={(event) => {
        event.preventDefault();
        const input = event.currentTarget.elements.namedItem('number');
        if (!(input instanceof HTMLInputElement) || !/^\d+$/.test(input.value)) return;
        onAdd(Number(input.value));
        input.value = '';
      }}
    >
      <input className="input" name="number" inputMode="numeric" pattern="\d{1,7}" placeholder="number" aria-label="Number of a candidate to compare" />
      <button type="submit" className="button">
        Add
      </button>
    </form>
  );
}

function nameOf({ number }: Pick<CandidateDetail, 'number'>): string {
  return number === 0 ? 'Reference' : `Candidate ${number}`;
}

function idsOf({ points: { columns }, search }: LiveSearch, numbers: readonly number[]): readonly string[] {
  return numbers.flatMap((number) => (number === 0 ? (search.reference?.id ?? []) : (columns.id[columns.number.indexOf(number)] ?? [])));
}
