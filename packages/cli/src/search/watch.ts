import type { CandidateSummary, SearchDetail, SearchSummary, StrideClient } from '@stride/client';
import { hasEnded } from './progress.js';
import { isFinished, type WatchView } from './watch-view.js';

const PAGE = 200;

export interface WatchOptions {
  /** Candidates that finished before it, in ms since 1970, are not told of; default: now. */
  readonly since?: number;
  readonly signal?: AbortSignal;
}

/**
 * Shows a search until it has completed, failed or been cancelled, however often the connection is lost meanwhile.
 * @throws StrideApiError SEARCH_UNKNOWN; NOT_READY when nobody answers at the beginning
 */
export async function watchSearch(stride: StrideClient, id: string, view: WatchView, options: WatchOptions = {}): Promise<SearchDetail | null> {
  // Told at once, which the stream of events, being patient, is not.
  await stride.searches.get(id);
  const watch = new Watch(stride, id, view, options.since ?? Date.now());
  for await (const message of stride.searches.events(id, { signal: options.signal, onConnection: (connection) => view.connection(connection) })) {
    const ended = message.type === 'stream.reset' ? await watch.reload()
      : message.type === 'search.updated' ? await watch.search(message.data)
        : message.type === 'candidate.updated' && watch.candidate(message.data);
    if (ended) return stride.searches.get(id);
  }
  return null;
}

class Watch {
  readonly #stride: StrideClient;
  readonly #id: string;
  readonly #view: WatchView;
  readonly #told = new Set<string>();
  /** When the last candidate finished that has been told of. */
  #since: number;
  #best: CandidateSummary | null = null;

  constructor(stride: StrideClient, id: string, view: WatchView, since: number) {
    this.#stride = stride;
    this.#id = id;
    this.#view = view;
    this.#since = since;
  }

  /** Events may have been missed: what has finished meanwhile is told of, and what runs is shown. */
  async reload(): Promise<boolean> {
    const { searches } = this.#stride;
    const search = await searches.get(this.#id);
    const { items: running } = await searches.candidates(this.#id, { status: 'running', limit: PAGE });
    const { items: latest } = await searches.candidates(this.#id, { sort: 'finishedAt', order: 'desc', limit: PAGE });
    const since = this.#since;
    const missed = latest.filter((candidate) => isFinished(candidate) && candidate.finishedAt !== null && Date.parse(candidate.finishedAt) > since);
    // Before the search, which counts them already.
    for (const candidate of missed.reverse()) this.candidate(candidate);
    await this.#show(search);
    for (const candidate of running) this.candidate(candidate);
    return hasEnded(search);
  }

  async search(search: SearchSummary): Promise<boolean> {
    await this.#show(search);
    return hasEnded(search);
  }

  candidate(candidate: CandidateSummary): false {
    if (isFinished(candidate)) {
      if (this.#told.has(candidate.id)) return false;
      this.#told.add(candidate.id);
      this.#since = Math.max(this.#since, candidate.finishedAt === null ? 0 : Date.parse(candidate.finishedAt));
    }
    this.#view.candidate(candidate);
    return false;
  }

  async #show(search: SearchSummary): Promise<void> {
    const { bestCandidateId: id } = search;
    if (id !== null && id !== this.#best?.id) this.#best = await this.#stride.candidates.get(id);
    this.#view.search(search, this.#best);
  }
}
