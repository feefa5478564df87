/** A process that runs one search after the other, as it is told; it ends with whoever started it. */
import { StrideError } from '@stride/core';
import { runTask, type Outcome, type Task } from './one-search.js';

export interface Assignment {
  readonly id: number;
  readonly task: Task;
}

export type Answer =
  | { readonly id: number; readonly outcome: Outcome }
  | { readonly id: number; readonly error: string };

/** Whoever is gone needs no answer: this process ends, too. */
const answer = (message: Answer) => process.send?.(message, undefined, undefined, () => {});

process.on('message', ({ id, task }: Assignment) => {
  runTask(task).then((outcome) => answer({ id, outcome }), (error: unknown) => answer({ id, error: textOf(error) }));
});
process.on('disconnect', () => process.exit());

function textOf(error: unknown): string {
  return error instanceof StrideError ? `${error.code}: ${error.message}` : (error as Error).stack ?? String(error);
}
