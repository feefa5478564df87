import { dataOf, download, given, type Api } from '../api.js';
import { followEvents, type FollowOptions } from '../events/follow.js';
import type { SearchLog, LogQuery } from '../events/log.js';
import type { StreamMessage } from '../events/live-event.js';
import type {
  CallOptions, CandidateCurves, CandidateDetail, CandidatePage, CreateSearch, CurvesQuery, Download, ExportQuery, ExtendSearch, Immutable,
  ListCandidatesQuery, ListSearchesQuery, Pareto, RescoreSearch, Rescoring, SearchAttempts, SearchDetail, SearchPage, SearchPlan, SearchPoints,
  SearchSummary, TrainingList, TrainingSummary, TrainRequest,
} from '../types.js';
import { randomKey } from '../random-key.js';
import { waitForCompletion, type WaitOptions } from '../wait-for-completion.js';

/**
 * Searches: submit, follow, command, explore. Every method throws StrideApiError: SEARCH_UNKNOWN for an id of no search, NOT_READY when nobody
 * answers, and the codes that its endpoint documents.
 */
export class Searches {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /**
   * Starts a search. Every field but the space has a default.
   * @param idempotencyKey requests of one key make one search, however often they are sent; default: a new key
   */
  submit(body: Immutable<CreateSearch>, { idempotencyKey = randomKey(), signal }: CallOptions & { readonly idempotencyKey?: string } = {}): Promise<SearchSummary> {
    return dataOf(this.#api.http.POST('/v1/searches', { body: body as CreateSearch, params: { header: { 'idempotency-key': idempotencyKey } }, ...given(signal) }));
  }

  /** What a request would come to, with everything that it leaves out filled in; stores nothing. Refused as `submit` would be. */
  plan(body: Immutable<CreateSearch>, { signal }: CallOptions = {}): Promise<SearchPlan> {
    return dataOf(this.#api.http.POST('/v1/searches/plan', { body: body as CreateSearch, ...given(signal) }));
  }

  /** A page of searches, the newest first. */
  list(query: ListSearchesQuery = {}, { signal }: CallOptions = {}): Promise<SearchPage> {
    return dataOf(this.#api.http.GET('/v1/searches', { params: { query }, ...given(signal) }));
  }

  /** All searches, the newest first, a page at a time as they are asked for. */
  async* all(query: Omit<ListSearchesQuery, 'cursor'> = {}, options: CallOptions = {}): AsyncGenerator<SearchSummary, void, undefined> {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: SearchPage = await this.list(cursor === undefined ? query : { ...query, cursor }, options);
      yield* page.items;
      cursor = page.nextCursor;
    }
  }

  get(id: string, { signal }: CallOptions = {}): Promise<SearchDetail> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}', { params: { path: { id } }, ...given(signal) }));
  }

  /** Candidates in training go on to their end; no more are begun. */
  pause(id: string, { signal }: CallOptions = {}): Promise<SearchSummary> {
    return dataOf(this.#api.http.POST('/v1/searches/{id}/pause', { params: { path: { id } }, body: {}, ...given(signal) }));
  }

  resume(id: string, { signal }: CallOptions = {}): Promise<SearchSummary> {
    return dataOf(this.#api.http.POST('/v1/searches/{id}/resume', { params: { path: { id } }, body: {}, ...given(signal) }));
  }

  /** For good. What has completed stays. */
  cancel(id: string, { signal }: CallOptions = {}): Promise<SearchSummary> {
    return dataOf(this.#api.http.POST('/v1/searches/{id}/cancel', { params: { path: { id } }, body: {}, ...given(signal) }));
  }

  /** Adds candidates to the budget; a finished search runs again. */
  extend(id: string, body: ExtendSearch, { signal }: CallOptions = {}): Promise<SearchSummary> {
    return dataOf(this.#api.http.POST('/v1/searches/{id}/extend', { params: { path: { id } }, body, ...given(signal) }));
  }

  /** The candidate whose reward is expected to be the best. */
  best(id: string, { signal }: CallOptions = {}): Promise<CandidateDetail> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/best', { params: { path: { id } }, ...given(signal) }));
  }

  /** A page of candidates. */
  candidates(id: string, query: ListCandidatesQuery = {}, { signal }: CallOptions = {}): Promise<CandidatePage> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/candidates', { params: { path: { id }, query }, ...given(signal) }));
  }

  /** All candidates at once, by column. */
  points(id: string, { signal }: CallOptions = {}): Promise<SearchPoints> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/points', { params: { path: { id } }, ...given(signal) }));
  }

  /** Learning curves of some candidates. */
  curves(id: string, query: CurvesQuery, { signal }: CallOptions = {}): Promise<CandidateCurves> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/curves', { params: { path: { id }, query }, ...given(signal) }));
  }

  /** Every attempt that a worker has begun, by column. */
  attempts(id: string, { signal }: CallOptions = {}): Promise<SearchAttempts> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/attempts', { params: { path: { id } }, ...given(signal) }));
  }

  /** What happened in it, the newest first. */
  log(id: string, query: LogQuery = {}, { signal }: CallOptions = {}): Promise<SearchLog> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/log', { params: { path: { id }, query }, ...given(signal) }));
  }

  /** The candidates that none beats in accuracy, step time and parameters at once. */
  pareto(id: string, { signal }: CallOptions = {}): Promise<Pareto> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/pareto', { params: { path: { id } }, ...given(signal) }));
  }

  /** What the search would have come to under another objective, from what was measured. */
  rescore(id: string, body: Immutable<RescoreSearch>, { signal }: CallOptions = {}): Promise<Rescoring> {
    return dataOf(this.#api.http.POST('/v1/searches/{id}/rescore', { params: { path: { id } }, body: body as RescoreSearch, ...given(signal) }));
  }

  /** Trains one candidate, or the best, in full. */
  async train(id: string, body: Immutable<TrainRequest> = {}, { signal }: CallOptions = {}): Promise<TrainingSummary[]> {
    return (await dataOf(this.#api.http.POST('/v1/searches/{id}/train', { params: { path: { id } }, body: body as TrainRequest, ...given(signal) }))).items;
  }

  trainings(id: string, { signal }: CallOptions = {}): Promise<TrainingList> {
    return dataOf(this.#api.http.GET('/v1/searches/{id}/trainings', { params: { path: { id } }, ...given(signal) }));
  }

  /** The winner as a file. */
  async export(id: string, query: ExportQuery = {}, { signal }: CallOptions = {}): Promise<Download> {
    return download(await this.#api.fetch(new Request(this.exportUrl(id, query), { signal: signal ?? null })));
  }

  /** Where the winner can be downloaded. */
  exportUrl(id: string, query: ExportQuery = {}): string {
    return this.#api.url(`/v1/searches/${encodeURIComponent(id)}/export`, query);
  }

  /** Live events of one search, for as long as one iterates; see StreamMessage and FollowOptions. */
  events(id: string, options: FollowOptions = {}): AsyncGenerator<StreamMessage, void, undefined> {
    return followEvents(this.#api.fetch, this.#api.url(`/v1/searches/${encodeURIComponent(id)}/events`), options);
  }

  /** Resolves once it has completed, failed or been cancelled, however often the connection is lost meanwhile. */
  waitForCompletion(id: string, options: WaitOptions = {}): Promise<SearchDetail> {
    return waitForCompletion(this, id, options);
  }
}
