/** What the API takes. Everything but the search space has a default, so the smallest request is one field. */
import { Type, type Static, type TNumber, type TOptional } from 'typebox';
import {
  CandidateStatusSchema, OneOf, Nullable, proxyTaskProperties, SearchSpaceSchema, SearchStatusSchema, strict,
} from '../domain.js';
import { ObjectiveRequestSchema } from './objectives.js';
import { WarmStartRequestSchema } from './warm-start.js';

const MAX_CANDIDATES = 1_000_000;

export const CreateSearchSchema = Type.Object({
  /** The name of a shipped space, or a whole document. */
  space: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), SearchSpaceSchema]),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  dataset: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  proxyTask: Type.Optional(Type.Partial(Type.Object(proxyTaskProperties, strict), strict)),
  objective: Type.Optional(ObjectiveRequestSchema),
  strategy: Type.Optional(Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64 }),
    options: Type.Optional(Type.Record(Type.String(), Type.Number())),
  }, strict)),
  scheduler: Type.Optional(Type.Object({
    name: Type.String({ minLength: 1, maxLength: 64 }),
    options: Type.Optional(Type.Record(Type.String(), Type.Number())),
  }, strict)),
  warmStart: Type.Optional(WarmStartRequestSchema),
  budget: Type.Optional(Type.Object({
    candidates: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_CANDIDATES })),
    wallSeconds: Type.Optional(Nullable(Type.Number({ exclusiveMinimum: 0 }))),
    failures: Type.Optional(Nullable(Type.Integer({ minimum: 1 }))),
  }, strict)),
  /** Candidates in flight at once. */
  concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 1024 })),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
}, { ...strict, title: 'Create search' });
export type CreateSearch = Static<typeof CreateSearchSchema>;

export const ExtendSearchSchema = Type.Object({
  /** Added to the budget; a finished search runs again. */
  candidates: Type.Integer({ minimum: 1, maximum: MAX_CANDIDATES }),
}, { ...strict, title: 'Extend search' });
export type ExtendSearch = Static<typeof ExtendSearchSchema>;

const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 }));
const cursor = Type.Optional(Type.String({ maxLength: 1024 }));

export const ListSearchesQuerySchema = Type.Object({
  limit, cursor, status: Type.Optional(SearchStatusSchema),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'only those whose name, space or dataset contains it, whatever the case' })),
}, strict);
export type ListSearchesQuery = Static<typeof ListSearchesQuerySchema>;

export const CANDIDATE_SORT_KEYS = ['number', 'reward', 'accuracy', 'stepTimeMs', 'params', 'multiplyAdds', 'finishedAt'] as const;
export type CandidateSortKey = (typeof CANDIDATE_SORT_KEYS)[number];

/** `accuracyMin`, `accuracyMax` and so on. */
type Bounds = { readonly [K in `${Exclude<CandidateSortKey, 'finishedAt'>}${'Min' | 'Max'}`]: TOptional<TNumber> };
/** No figure is beyond: an address may say Infinity, which is no bound. */
const FIGURE = { minimum: -1e18, maximum: 1e18 };
const bounds = Object.fromEntries(CANDIDATE_SORT_KEYS.filter((key) => key !== 'finishedAt').flatMap((key) => [
  [`${key}Min`, Type.Optional(Type.Number({ ...FIGURE, description: `only candidates whose ${key} is known and no less` }))],
  [`${key}Max`, Type.Optional(Type.Number({ ...FIGURE, description: `only candidates whose ${key} is known and no more` }))],
])) as Bounds;

export const ListCandidatesQuerySchema = Type.Object({
  limit, cursor, status: Type.Optional(CandidateStatusSchema),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'only those whose one-line form contains it, whatever the case' })),
  ...bounds,
  sort: Type.Optional(OneOf(CANDIDATE_SORT_KEYS, { default: 'number' })),
  order: Type.Optional(OneOf(['asc', 'desc'] as const, { default: 'asc' })),
}, strict);
export type ListCandidatesQuery = Static<typeof ListCandidatesQuerySchema>;
