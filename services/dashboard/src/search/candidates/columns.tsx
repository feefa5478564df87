import type { CandidateSortKey, CandidateSummary } from '@stride/contracts';
import type { ReactNode } from 'react';
import { StageGlyph } from '../../candidate/stage-glyph.js';
import { TIMING_FLAG_TEXT } from '../../candidate/timing-flags.js';
import { compact, milliseconds, NOTHING, percentPoints, reward, whole } from '../../format/numbers.js';
import { dateTime, duration } from '../../format/time.js';
import { RunStatus } from '../../ui/run-status.js';

/** What the table can show of a candidate, beside its number. */
export interface Column {
  readonly id: string;
  readonly name: string;
  readonly sort: CandidateSortKey | null;
  readonly isNumeric: boolean;
  /** Shown unless the reader chooses otherwise. */
  readonly isUsual: boolean;
  readonly className?: string;
  title?(candidate: CandidateSummary): string | undefined;
  cell(candidate: CandidateSummary): ReactNode;
}

const numeric = { isNumeric: true, isUsual: true } as const;
const rare = { sort: null, isNumeric: false, isUsual: false } as const;

export const COLUMNS: readonly Column[] = [
  {
    id: 'status', name: 'Status', sort: null, isNumeric: false, isUsual: true, className: 'candidate-status',
    title: ({ prunedAtStep }) => (prunedAtStep === null ? undefined : `stopped after step ${prunedAtStep}`),
    cell: (candidate) => <RunStatus run={candidate} />,
  },
  { id: 'reward', name: 'Reward', sort: 'reward', ...numeric, className: 'candidate-reward', cell: (candidate) => reward(candidate.reward) },
  { id: 'accuracy', name: 'Accuracy, %', sort: 'accuracy', ...numeric, cell: (candidate) => percentPoints(candidate.accuracy) },
  { id: 'stepTime', name: 'Step time, ms', sort: 'stepTimeMs', ...numeric, cell: (candidate) => <StepTime candidate={candidate} /> },
  {
    id: 'params', name: 'Params', sort: 'params', ...numeric, className: 'column-params',
    title: ({ params }) => whole(params), cell: ({ params }) => compact(params),
  },
  {
    id: 'madds', name: 'Multiply-adds', sort: 'multiplyAdds', ...numeric, className: 'column-madds',
    title: ({ multiplyAdds }) => whole(multiplyAdds), cell: ({ multiplyAdds }) => compact(multiplyAdds),
  },
  { id: 'finished', name: 'Ended', ...rare, sort: 'finishedAt', cell: ({ finishedAt }) => dateTime(finishedAt) },
  { id: 'took', name: 'Took', ...rare, isNumeric: true, cell: (candidate) => duration(secondsOf(candidate)) },
  { id: 'attempts', name: 'Attempts', ...rare, isNumeric: true, cell: ({ attempts }) => attempts },
  { id: 'worker', name: 'Worker', ...rare, cell: ({ workerId }) => workerId ?? NOTHING },
  { id: 'device', name: 'Device class', ...rare, cell: ({ deviceClass }) => deviceClass ?? NOTHING },
  {
    id: 'stages', name: 'Stages', sort: null, isNumeric: false, isUsual: true, className: 'column-architecture',
    title: ({ architectureText }) => architectureText, cell: ({ architectureText }) => <StageGlyph text={architectureText} />,
  },
];

const USUAL = COLUMNS.filter(({ isUsual }) => isUsual);

/** What an address says of the columns; what it says wrongly is as if unsaid. */
export function chosenColumns(text: string | null): readonly Column[] {
  if (text === null) return USUAL;
  const names = text.split(',');
  return COLUMNS.filter(({ id }) => names.includes(id));
}

/** The shortest address that says it; null: the usual ones. */
export function columnsText(columns: readonly Column[]): string | null {
  const text = columns.map(({ id }) => id).join();
  return text === USUAL.map(({ id }) => id).join() ? null : text || 'none';
}

function secondsOf({ startedAt, finishedAt }: CandidateSummary): number | null {
  return startedAt === null || finishedAt === null ? null : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}

function StepTime({ candidate: { stepTimeMs, timingFlags } }: { readonly candidate: CandidateSummary }) {
  return (
    <>
      {timingFlags.map((flag) => (
        <span key={flag} className="tag tag-doubt" data-short="?" title={TIMING_FLAG_TEXT[flag].explanation}>
          {TIMING_FLAG_TEXT[flag].name}
        </span>
      ))}
      {milliseconds(stepTimeMs?.median)}
      {stepTimeMs !== null && (
        <span className="spread" title="10th to 90th percentile">
          {milliseconds(stepTimeMs.p10)}–{milliseconds(stepTimeMs.p90)}
        </span>
      )}
    </>
  );
}
