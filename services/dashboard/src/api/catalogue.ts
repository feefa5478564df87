import type { DatasetInfo, SearchSpaceSummary, Worker } from '@stride/contracts';
import { request } from './http.js';

interface Items<T> {
  readonly items: readonly T[];
}

export async function listWorkers(signal?: AbortSignal): Promise<readonly Worker[]> {
  return (await request<Items<Worker>>('/v1/workers', { signal })).items;
}

export async function listSearchSpaces(signal?: AbortSignal): Promise<readonly SearchSpaceSummary[]> {
  return (await request<Items<SearchSpaceSummary>>('/v1/search-spaces', { signal })).items;
}

export async function listDatasets(signal?: AbortSignal): Promise<readonly DatasetInfo[]> {
  return (await request<Items<DatasetInfo>>('/v1/datasets', { signal })).items;
}
