import { dataOf, download, given, type Api } from '../api.js';
import type { operations } from '../generated/api.js';
import type { CallOptions, CandidateDetail, Download, ExportQuery, TrainingDetail, TrainingSummary, Worker } from '../types.js';

/** Single candidates, of whatever search. Every method throws StrideApiError CANDIDATE_UNKNOWN for an id of none. */
export class Candidates {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get(id: string, { signal }: CallOptions = {}): Promise<CandidateDetail> {
    return dataOf(this.#api.http.GET('/v1/candidates/{id}', { params: { path: { id } }, ...given(signal) }));
  }

  /** It as a file. */
  async export(id: string, query: ExportQuery = {}, { signal }: CallOptions = {}): Promise<Download> {
    return download(await this.#api.fetch(new Request(this.exportUrl(id, query), { signal: signal ?? null })));
  }

  /** Where it can be downloaded. */
  exportUrl(id: string, query: ExportQuery = {}): string {
    return this.#api.url(`/v1/candidates/${encodeURIComponent(id)}/export`, query);
  }
}

/** Single full trainings. Every method throws StrideApiError TRAINING_UNKNOWN for an id of none. */
export class Trainings {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get(id: string, { signal }: CallOptions = {}): Promise<TrainingDetail> {
    return dataOf(this.#api.http.GET('/v1/trainings/{id}', { params: { path: { id } }, ...given(signal) }));
  }

  cancel(id: string, { signal }: CallOptions = {}): Promise<TrainingSummary> {
    return dataOf(this.#api.http.POST('/v1/trainings/{id}/cancel', { params: { path: { id } }, body: {}, ...given(signal) }));
  }
}

export type WorkerActivities = operations['getWorkerActivity']['responses'][200]['content']['application/json'];
export type WorkerActivityQuery = NonNullable<operations['getWorkerActivity']['parameters']['query']>;

export class Workers {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Those heard of in the last hour, the living first. */
  async list({ signal }: CallOptions = {}): Promise<Worker[]> {
    return (await dataOf(this.#api.http.GET('/v1/workers', given(signal)))).items;
  }

  /** How busy each has been, and how its device has kept its pace. */
  activity(query: WorkerActivityQuery = {}, { signal }: CallOptions = {}): Promise<WorkerActivities> {
    return dataOf(this.#api.http.GET('/v1/workers/activity', { params: { query }, ...given(signal) }));
  }
}
