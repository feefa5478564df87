import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome, Task } from './one-search.js';
import type { Answer, Assignment } from './search-process.js';

const PROGRAM = fileURLToPath(new URL('./search-process.js', import.meta.url));

/**
 * Runs searches on several cores at once, in processes rather than threads: a process knows its processor time. Outcomes come
 * in the order of the tasks.
 * @param onDone after every search, with its place among the tasks
 * @throws Error of the first search that failed
 */
export async function runTasks(tasks: readonly Task[], jobs: number, onDone: (task: number) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const serve = (child: ChildProcess) => new Promise<void>((resolve, reject) => {
    const assign = () => {
      const [id, task] = [next, tasks[next]];
      next += 1;
      if (task === undefined) resolve();
      else child.send({ id, task } satisfies Assignment);
    };
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`a process that runs searches has ended (${signal ?? code})`)));
    child.on('message', (message) => {
      const answer = message as Answer;
      if ('error' in answer) return reject(new Error(answer.error));
      outcomes[answer.id] = answer.outcome;
      onDone(answer.id);
      assign();
    });
    assign();
  });
  // Of a search in which everything failed the best is -Infinity, which is no JSON.
  const children = Array.from({ length: Math.min(jobs, tasks.length) }, () => fork(PROGRAM, { serialization: 'advanced' }));
  try {
    await Promise.all(children.map(serve));
    return outcomes;
  } finally {
    for (const child of children) child.disconnect();
  }
}
