import type { CandidateDetail } from '@stride/client';
import type { Architecture, Device, StepTime } from '@stride/core';
import { colors } from '../output/colors.js';
import { renderTable, type Column } from '../output/table.js';
import { count, NONE, orNone, percent } from '../output/words.js';

/** A candidate as the demo's JSON shows it. */
export interface CandidateRow {
  readonly number: number;
  readonly status: string;
  readonly architecture: Architecture;
  readonly accuracy: number | null;
  readonly stepTimeMs: StepTime | null;
  readonly params: number;
  readonly multiplyAdds: number;
  readonly reward: number | null;
}

/** What a demo ends with. */
export interface DemoReport {
  readonly searchId: string;
  readonly elapsedSeconds: number;
  readonly device: Device | null;
  readonly winner: CandidateRow;
  readonly reference: CandidateRow;
  readonly candidates: readonly CandidateRow[];
}

export function toRow(candidate: CandidateDetail): CandidateRow {
  const { number, status, architecture, accuracy, stepTimeMs, params, multiplyAdds, reward } = candidate;
  return { number, status, architecture, accuracy, stepTimeMs, params, multiplyAdds, reward };
}

const COLUMNS: readonly Column[] = [
  { head: '' }, { head: 'reward', align: 'right' }, { head: 'accuracy', align: 'right' }, { head: 'step time (p10-p90)', align: 'right' },
  { head: 'parameters', align: 'right' }, { head: 'multiply-adds', align: 'right', leaveOut: 1 }, { head: 'stages', leaveOut: 2 },
];

/** The best candidates by reward, the reference below them. */
export function renderRanking(best: readonly CandidateDetail[], reference: CandidateDetail, shown: number): string {
  return renderTable(COLUMNS, [...best.slice(0, shown).map((candidate) => cells(candidate, `#${candidate.number}`)), cells(reference, 'reference')]);
}

function cells(candidate: CandidateDetail, label: string): string[] {
  const { stepTimeMs: time } = candidate;
  return [
    label,
    orNone(candidate.reward, (reward) => reward.toFixed(4)),
    orNone(candidate.accuracy, percent),
    time ? `${time.median.toFixed(1)} ms (${time.p10.toFixed(1)}-${time.p90.toFixed(1)})` : NONE,
    count(candidate.params),
    `${(candidate.multiplyAdds / 1e6).toFixed(2)} M`,
    stagesOf(candidate.architecture),
  ];
}

/** A stage in a few characters: op, kernel, expansion, layers, as in `F3e1x2 M5e4x1se`. */
function stagesOf(architecture: Architecture): string {
  return architecture.stages.map((stage) => (
    `${stage.op === 'mbconv' ? 'M' : 'F'}${stage.kernel}e${stage.expansion}x${stage.layers}${stage.squeezeExcite > 0 ? 'se' : ''}`)).join(' ');
}

/** One sentence on what the winner gains over the reference. */
export function verdict(winner: CandidateDetail, reference: CandidateDetail): string {
  if (winner.accuracy === null || reference.accuracy === null || !winner.stepTimeMs || !reference.stepTimeMs) return '';
  const points = (winner.accuracy - reference.accuracy) * 100;
  const time = winner.stepTimeMs.median / reference.stepTimeMs.median;
  const size = winner.params / reference.params;
  return `${colors.bold(`Candidate #${winner.number} wins`)}: ${signed(points)} points of accuracy, ${time.toFixed(2)}x the training-step time and ${size.toFixed(2)}x the parameters of the reference.`;
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(2)}`;
}
