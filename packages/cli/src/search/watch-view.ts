import type { CandidateSummary, Connection, SearchSummary } from '@stride/client';
import { printJson } from '../output/print.js';
import { LiveView } from './live-view.js';
import { bestLine, countsLine, finishedOf, leftWords, outcome } from './progress.js';

/** What is shown of a search while it is watched. */
export interface WatchView {
  /** As it stands, at the beginning and at every change. */
  search(search: SearchSummary, best: CandidateSummary | null): void;
  /** A candidate that has changed. */
  candidate(candidate: CandidateSummary): void;
  connection(connection: Connection): void;
  /** Nothing more is shown after it. May be called twice. */
  end(): void;
}

export const isFinished = ({ status }: CandidateSummary): boolean => status !== 'queued' && status !== 'running';

/** A picture that changes on a terminal; lines when piped; each a JSON document where that is asked for. */
export function watchView(json: boolean, stream: NodeJS.WriteStream = process.stdout): WatchView {
  if (json) return new JsonLines();
  return stream.isTTY ? new LiveView(stream) : new Lines(stream);
}

/** A line for every candidate that has finished and every change of the search's status. */
class Lines implements WatchView {
  readonly #stream: NodeJS.WriteStream;
  #status = '';
  #search: SearchSummary | null = null;
  /** Candidates that have finished; the search tells so only after they have. */
  #finished = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  search(search: SearchSummary, best: CandidateSummary | null): void {
    this.#search = search;
    this.#finished = Math.max(this.#finished, finishedOf(search));
    if (search.status === this.#status) return;
    this.#status = search.status;
    const left = search.status === 'running' ? `; ${leftWords(search)}` : '';
    this.#stream.write(`${search.name}: ${search.status}${search.statusReason === null ? '' : ` (${search.statusReason})`}, ${countsLine(search)}${left}; ${bestLine(best)}\n`);
  }

  candidate(candidate: CandidateSummary): void {
    if (!isFinished(candidate)) return;
    if (candidate.role === 'reference') {
      this.#stream.write(`reference: ${outcome(candidate)}\n`);
      return;
    }
    this.#finished += 1;
    const of = this.#search === null ? '' : ` (${this.#finished}/${this.#search.budget.candidates})`;
    this.#stream.write(`#${candidate.number}${of}: ${outcome(candidate)}\n`);
  }

  connection(connection: Connection): void {
    if (connection === 'reconnecting') process.stderr.write('The connection is lost; trying again\n');
  }

  end(): void {}
}

/** What the live events carry, as they come: `{"type":"search.updated","data":{...}}`. */
class JsonLines implements WatchView {
  search(data: SearchSummary): void {
    printJson({ type: 'search.updated', data });
  }

  candidate(data: CandidateSummary): void {
    printJson({ type: 'candidate.updated', data });
  }

  connection(connection: Connection): void {
    if (connection === 'reconnecting') process.stderr.write('The connection is lost; trying again\n');
  }

  end(): void {}
}
