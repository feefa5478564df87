import type { CandidateDetail, SearchDetail } from '@stride/client';
import { bytes, change, compact, milliseconds, percent, reward } from '../../format/numbers.js';
import { duration } from '../../format/time.js';

interface CompareFiguresProps {
  readonly search: Pick<SearchDetail, 'referenceStepTimes'>;
  readonly candidates: readonly CandidateDetail[];
}

interface FigureRow {
  readonly name: string;
  readonly isBetterHigh: boolean;
  value(candidate: CandidateDetail): number | null;
  text(candidate: CandidateDetail): string;
}

/** Figures side by side; the best of each row is marked. Step times of different device classes compare only as multiples of the reference's. */
export function CompareFigures({ search, candidates }: CompareFiguresProps) {
  const s0 = new Map(search.referenceStepTimes.map(({ deviceClass, stepTimeMs }) => [deviceClass, stepTimeMs.median]));
  const ratio = ({ stepTimeMs, deviceClass }: CandidateDetail) => {
    const base = deviceClass === null ? undefined : s0.get(deviceClass);
    return stepTimeMs === null || base === undefined ? null : stepTimeMs.median / base;
  };
  const sameDevice = new Set(candidates.map(({ deviceClass }) => deviceClass)).size === 1;
  const rows: readonly FigureRow[] = [
    { name: 'Reward', isBetterHigh: true, value: ({ reward: value }) => value, text: (candidate) => reward(candidate.reward) },
    { name: 'Validation accuracy', isBetterHigh: true, value: ({ accuracy }) => accuracy, text: ({ accuracy }) => percent(accuracy) },
    {
      name: 'Training step time', isBetterHigh: false, value: (candidate) => (sameDevice ? candidate.stepTimeMs?.median ?? null : null),
      text: ({ stepTimeMs }) => (stepTimeMs === null ? '–' : `${milliseconds(stepTimeMs.median)} ms`),
    },
    { name: 'Step time to reference', isBetterHigh: false, value: ratio, text: (candidate) => wordOf(ratio(candidate)) },
    { name: 'Parameters', isBetterHigh: false, value: ({ params }) => params, text: ({ params }) => compact(params) },
    { name: 'Multiply-adds', isBetterHigh: false, value: ({ multiplyAdds }) => multiplyAdds, text: ({ multiplyAdds }) => compact(multiplyAdds) },
    { name: 'Peak memory', isBetterHigh: false, value: ({ peakMemoryBytes }) => peakMemoryBytes, text: ({ peakMemoryBytes }) => bytes(peakMemoryBytes) },
    { name: 'Trained for', isBetterHigh: false, value: () => null, text: ({ trainSeconds }) => duration(trainSeconds) },
    { name: 'Status', isBetterHigh: false, value: () => null, text: ({ status }) => status },
    { name: 'Device class', isBetterHigh: false, value: () => null, text: ({ deviceClass }) => deviceClass ?? '–' },
  ];
  return (
    <section className="card compare-card" aria-labelledby="compare-figures">
      <h3 id="compare-figures">Figures</h3>
      <div className="compare-scroll" tabIndex={0} role="group" aria-labelledby="compare-figures">
        <table className="compare-table compare-figures">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              {candidates.map(({ id, number }) => (
                <th key={id} scope="col">
                  {number === 0 ? 'Reference' : `Candidate ${number}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                {candidates.map((candidate) => (
                  <td key={candidate.id} data-best={isBest(row, candidate, candidates)}>
                    {row.text(candidate)}
                    {isBest(row, candidate, candidates) && <span className="compare-best"> best</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function isBest({ value, isBetterHigh }: FigureRow, candidate: CandidateDetail, candidates: readonly CandidateDetail[]): boolean {
  const values = candidates.map(value).filter((other) => other !== null);
  const own = value(candidate);
  if (own === null || new Set(values).size < 2) return false;
  return own === (isBetterHigh ? Math.max(...values) : Math.min(...values));
}

function wordOf(ratio: number | null): string {
  return ratio === null ? '–' : `${ratio.toFixed(2)}× (${change(ratio)})`;
}
