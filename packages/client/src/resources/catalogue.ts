import { dataOf, given, type Api } from '../api.js';
import type {
  ArchitectureDetail, ArchitectureQuery, ArchitectureSummary, CallOptions, Dataset, Immutable, ScaledArchitecture, ScaleRequest, SchedulerInfo, SearchSpace,
  SearchSpaceSummary, StrategyInfo,
} from '../types.js';

/** Search spaces that come with the service. */
export class SearchSpaces {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list({ signal }: CallOptions = {}): Promise<SearchSpaceSummary[]> {
    return (await dataOf(this.#api.http.GET('/v1/search-spaces', given(signal)))).items;
  }

  /** @throws StrideApiError SEARCH_SPACE_UNKNOWN */
  get(name: string, { signal }: CallOptions = {}): Promise<SearchSpace> {
    return dataOf(this.#api.http.GET('/v1/search-spaces/{name}', { params: { path: { name } }, ...given(signal) }));
  }

  /** How large it is and what its reference costs. @throws StrideApiError SEARCH_SPACE_INVALID with what is wrong and where */
  validate(space: unknown, { signal }: CallOptions = {}) {
    return dataOf(this.#api.http.POST('/v1/search-spaces/validate', { body: space as never, ...given(signal) }));
  }
}

/** Published networks, and larger and smaller ones like them. */
export class Architectures {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list({ signal }: CallOptions = {}): Promise<ArchitectureSummary[]> {
    return (await dataOf(this.#api.http.GET('/v1/architectures', given(signal)))).items;
  }

  /** What it costs, stage by stage. @throws StrideApiError ARCHITECTURE_UNKNOWN */
  get(name: string, query: ArchitectureQuery = {}, { signal }: CallOptions = {}): Promise<ArchitectureDetail> {
    return dataOf(this.#api.http.GET('/v1/architectures/{name}', { params: { path: { name }, query }, ...given(signal) }));
  }

  scale(body: Immutable<ScaleRequest>, { signal }: CallOptions = {}): Promise<ScaledArchitecture> {
    return dataOf(this.#api.http.POST('/v1/architectures/scale', { body: body as ScaleRequest, ...given(signal) }));
  }
}

export class Datasets {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list({ signal }: CallOptions = {}): Promise<Dataset[]> {
    return (await dataOf(this.#api.http.GET('/v1/datasets', given(signal)))).items;
  }
}

/** What chooses candidates, and what tunes each strategy. */
export class Strategies {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list({ signal }: CallOptions = {}): Promise<StrategyInfo[]> {
    return (await dataOf(this.#api.http.GET('/v1/strategies', given(signal)))).items;
  }
}

/** What stops candidates early, and what tunes each scheduler. */
export class Schedulers {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list({ signal }: CallOptions = {}): Promise<SchedulerInfo[]> {
    return (await dataOf(this.#api.http.GET('/v1/schedulers', given(signal)))).items;
  }
}
