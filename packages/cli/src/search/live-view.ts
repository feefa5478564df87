import type { CandidateSummary, Connection, SearchSummary } from '@stride/client';
import { colors } from '../output/colors.js';
import { LiveBlock } from '../output/live-block.js';
import { renderBar } from '../output/bar.js';
import { bestLine, finishedOf, leftWords } from './progress.js';
import type { WatchView } from './watch-view.js';

const REDRAW_MS = 200;
/** Of the candidates that run; what a terminal of 24 lines has room for beside the rest. */
const ROWS = 14;
const BAR = 24;

/** A bar, the best so far, and the candidates that run. */
export class LiveView implements WatchView {
  readonly #block: LiveBlock;
  readonly #running = new Map<string, CandidateSummary>();
  readonly #timer: NodeJS.Timeout;
  #search: SearchSummary | null = null;
  #best: CandidateSummary | null = null;
  #updatedAt = 0;
  #connection: Connection = 'connecting';

  constructor(stream: NodeJS.WriteStream) {
    this.#block = new LiveBlock(stream);
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
  }

  search(search: SearchSummary, best: CandidateSummary | null): void {
    [this.#search, this.#best, this.#updatedAt] = [search, best, performance.now()];
  }

  candidate(candidate: CandidateSummary): void {
    if (candidate.status === 'running') this.#running.set(candidate.id, candidate);
    else this.#running.delete(candidate.id);
  }

  connection(connection: Connection): void {
    this.#connection = connection;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#block.clear();
  }

  #draw(): void {
    const search = this.#search;
    if (search === null) return this.#block.draw([`connecting …`]);
    const rows = [...this.#running.values()].sort((a, b) => a.number - b.number);
    this.#block.draw([
      colors.bold(search.name),
      this.#progressLine(search),
      `  ${bestLine(this.#best)}`,
      '',
      ...(rows.length === 0 ? [] : [colors.dim(runningLine('', 'phase', '', 'worker'))]),
      ...rows.slice(0, ROWS).map(rowOf),
      ...(rows.length > ROWS ? [colors.dim(`  and ${rows.length - ROWS} more in training`)] : []),
      ...(this.#connection === 'reconnecting' ? [colors.yellow('  the connection is lost; trying again')] : []),
    ]);
  }

  /** The time runs on between two reports of the search. */
  #progressLine(search: SearchSummary): string {
    const [finished, total] = [finishedOf(search), search.budget.candidates];
    const active = search.activeSeconds + (search.status === 'running' ? (performance.now() - this.#updatedAt) / 1000 : 0);
    return `  ${colors.cyan(renderBar(finished / total, BAR))} ${finished}/${total} | ${leftWords(search, active)}`;
  }
}

function rowOf({ number, role, progress, attempts, workerId }: CandidateSummary): string {
  const share = progress === null || progress.stepsTotal === 0 ? 0 : progress.stepsDone / progress.stepsTotal;
  const phase = `${progress?.phase ?? 'starting'}${attempts > 1 ? ` (try ${attempts})` : ''}`;
  return runningLine(role === 'reference' ? 'ref' : `#${number}`, phase, `${renderBar(share, 10)} ${Math.round(share * 100).toString().padStart(3)} %`, workerId ?? '');
}

const runningLine = (number: string, phase: string, bar: string, worker: string) => `  ${number.padEnd(6)} ${phase.padEnd(18)} ${bar.padEnd(16)} ${worker}`;
