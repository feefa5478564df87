import type { CandidateDetail } from '@stride/contracts';
import type { Architecture, Device, StepTime } from '@stride/core';
import Table from 'cli-table3';
import pc from 'picocolors';

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

/** The best candidates by reward, the reference below them. */
export function renderTable(best: readonly CandidateDetail[], reference: CandidateDetail, shown: number): string {
  const table = new Table({
    head: ['', 'reward', 'accuracy', 'step time (p10-p90)', 'parameters', 'multiply-adds', 'stages'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: process.stdout.isTTY ? ['cyan'] : [], border: process.stdout.isTTY ? ['grey'] : [] },
  });
  for (const candidate of best.slice(0, shown)) table.push(cells(candidate, `#${candidate.number}`));
  table.push(cells(reference, 'reference'));
  return table.toString();
}

function cells(candidate: CandidateDetail, label: string): string[] {
  const { stepTimeMs: time } = candidate;
  return [
    label,
    candidate.reward?.toFixed(4) ?? '-',
    candidate.accuracy === null ? '-' : `${(candidate.accuracy * 100).toFixed(2)} %`,
    time ? `${time.median.toFixed(1)} ms (${time.p10.toFixed(1)}-${time.p90.toFixed(1)})` : '-',
    candidate.params.toLocaleString('en-US'),
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
  return `${pc.bold(`Candidate #${winner.number} wins`)}: ${signed(points)} points of accuracy, ${time.toFixed(2)}x the training-step time and ${size.toFixed(2)}x the parameters of the reference.`;
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(2)}`;
}
