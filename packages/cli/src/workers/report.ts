import type { Worker } from '@stride/client';
import { renderTable, type Column } from '../output/table.js';
import { ago, count, orNone } from '../output/words.js';

export interface WorkerRow extends Worker {
  /** Of the last 24 hours. */
  readonly activity: { readonly busyShare: number; readonly perHour: number } | null;
}

const COLUMNS: readonly Column[] = [
  { head: 'worker' }, { head: 'state' }, { head: 'holds', leaveOut: 4 }, { head: 'backend', leaveOut: 3 }, { head: 'device', flexible: true, leaveOut: 6 },
  { head: 'done', align: 'right' }, { head: 'failed', align: 'right', leaveOut: 5 }, { head: 'busy', align: 'right' }, { head: 'an hour', align: 'right', leaveOut: 2 },
  { head: 'heard of', align: 'right', leaveOut: 1 },
];

export function renderWorkers(workers: readonly WorkerRow[]): string {
  return renderTable(COLUMNS, workers.map((worker) => [
    worker.id, worker.alive ? worker.state : 'gone', holds(worker), worker.device.backend, worker.device.name, count(worker.completed), count(worker.failed),
    orNone(worker.activity, ({ busyShare }) => `${(busyShare * 100).toFixed(0)} %`), orNone(worker.activity, ({ perHour }) => perHour.toFixed(1)), ago(worker.heartbeatAt),
  ]));
}

/** The candidate of a search, by the beginning of that one's id. */
function holds({ searchId, candidateNumber }: Worker): string {
  if (searchId === null || candidateNumber === null) return '-';
  return `#${candidateNumber} of ${searchId.slice(0, 8)}`;
}
