import { createApi, dataOf, given, type Api } from './api.js';
import { followEvents, type FollowOptions } from './events/follow.js';
import type { StreamMessage } from './events/live-event.js';
import { Architectures, Datasets, Schedulers, SearchSpaces, Strategies } from './resources/catalogue.js';
import { Candidates, Trainings, Workers } from './resources/runs.js';
import { Searches } from './resources/searches.js';
import type { CallOptions } from './types.js';

export interface ClientOptions {
  /** Where the API is, e.g. `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the platform's. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** For how long a request that may be repeated is, while nobody answers, in ms; default 0. */
  readonly patienceMs?: number;
}

/** @throws TypeError naming what is no address */
function checkBaseUrl(baseUrl: string): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new TypeError(`baseUrl is ${JSON.stringify(baseUrl)}; it takes an address such as http://127.0.0.1:3000.`);
  }
}

/**
 * Stride over REST. Runs in Node 20 and in browsers.
 *
 * ```ts
 * const stride = new StrideClient({ baseUrl: 'http://127.0.0.1:3000' });
 * const { id } = await stride.searches.submit({ space: 'fashion-mnist' });
 * const search = await stride.searches.waitForCompletion(id);
 * ```
 */
export class StrideClient {
  readonly searches: Searches;
  readonly candidates: Candidates;
  readonly trainings: Trainings;
  readonly workers: Workers;
  readonly searchSpaces: SearchSpaces;
  readonly architectures: Architectures;
  readonly datasets: Datasets;
  readonly strategies: Strategies;
  readonly schedulers: Schedulers;
  readonly #api: Api;

  constructor({ baseUrl, headers = {}, fetch = (request) => globalThis.fetch(request), patienceMs = 0 }: ClientOptions) {
    checkBaseUrl(baseUrl);
    const api = createApi(baseUrl, { fetch, headers, patienceMs });
    this.#api = api;
    this.searches = new Searches(api);
    this.candidates = new Candidates(api);
    this.trainings = new Trainings(api);
    this.workers = new Workers(api);
    this.searchSpaces = new SearchSpaces(api);
    this.architectures = new Architectures(api);
    this.datasets = new Datasets(api);
    this.strategies = new Strategies(api);
    this.schedulers = new Schedulers(api);
  }

  /** Live events of every search and worker, for as long as one iterates; see StreamMessage and FollowOptions. */
  events(options: FollowOptions = {}): AsyncGenerator<StreamMessage, void, undefined> {
    return followEvents(this.#api.fetch, this.#api.url('/v1/events'), options);
  }

  /** @throws StrideApiError NOT_READY while the service cannot work yet, e.g. for want of its database */
  health({ signal }: CallOptions = {}) {
    return dataOf(this.#api.http.GET('/readyz', given(signal)));
  }
}
