/** Names for what the API takes and answers with. */
import type { components, operations } from './generated/api.js';

type Schemas = components['schemas'];

export type SearchSummary = Schemas['SearchSummary'];
export type SearchDetail = Schemas['SearchDetail'];
export type SearchPage = Schemas['SearchPage'];
export type SearchPlan = Schemas['SearchPlan'];
export type SearchPoints = Schemas['SearchPoints'];
export type SearchAttempts = Schemas['SearchAttempts'];
export type SearchStatus = Schemas['SearchStatus'];
export type CandidateSummary = Schemas['CandidateSummary'];
export type CandidateDetail = Schemas['CandidateDetail'];
export type CandidatePage = Schemas['CandidatePage'];
export type CandidateStatus = Schemas['CandidateStatus'];
export type CandidateCurves = Schemas['CandidateCurves'];
export type CurvePoint = Schemas['CurvePoint'];
export type Pareto = Schemas['Pareto'];
export type Rescoring = Schemas['Rescoring'];
export type TrainingSummary = Schemas['TrainingSummary'];
export type TrainingDetail = Schemas['TrainingDetail'];
export type TrainingList = Schemas['TrainingList'];
export type Worker = Schemas['Worker'];
export type Dataset = Schemas['Dataset'];
export type SearchSpace = Schemas['SearchSpace'];
export type SearchSpaceSummary = Schemas['SearchSpaceSummary'];
export type StrategyInfo = Schemas['StrategyInfo'];
export type SchedulerInfo = Schemas['ChoiceInfo'];
export type Architecture = Schemas['Architecture'];
export type ArchitectureSummary = Schemas['ArchitectureSummary'];
export type ArchitectureDetail = Schemas['ArchitectureDetail'];
export type ScaledArchitecture = Schemas['ScaledArchitecture'];

type Body<Name extends keyof operations> = operations[Name] extends { requestBody?: { content: { 'application/json': infer T } } } ? T : never;
type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;

export type CreateSearch = Body<'createSearch'>;
export type ExtendSearch = Body<'extendSearch'>;
export type RescoreSearch = Body<'rescoreSearch'>;
export type TrainRequest = Body<'trainCandidates'>;
export type ScaleRequest = Body<'scaleArchitecture'>;
export type ListSearchesQuery = Query<'listSearches'>;
export type ListCandidatesQuery = Query<'listCandidates'>;
export type CurvesQuery = Query<'getCandidateCurves'>;
export type ExportQuery = Query<'exportWinner'>;
export type ArchitectureQuery = Query<'getArchitecture'>;

/** What the client only reads may be readonly all through. */
export type Immutable<T> = T extends (infer Item)[] ? readonly Immutable<Item>[] : T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;

/** A file as the API names it. */
export interface Download {
  readonly name: string;
  /** Without parameters, e.g. `application/json`. */
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Of every call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
