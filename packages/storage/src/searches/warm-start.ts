import type { ProxyTask, SearchSpace } from '@stride/core';
import type { Transaction } from '../client.js';
import { isId } from '../ids.js';
import { stored } from '../summaries.js';

/** What a search starts from, as it is stored. */
export interface WarmStart {
  /** Encodings that are proposed first. */
  readonly candidates: readonly (readonly number[])[];
  /** The search whose measurements are reused. */
  readonly fromSearch: string | null;
  /** How many were; absent until the search has started. */
  readonly reused?: number;
}

/** A search whose measurements another one may want. */
export interface EarlierSearch {
  readonly id: string;
  readonly space: SearchSpace;
  readonly dataset: string;
  readonly proxyTask: ProxyTask;
  /** Candidates that have completed by now. */
  readonly measured: number;
}

/** Where a reused measurement was really taken; what is null is no longer known. */
export interface MeasurementOrigin {
  readonly candidateId: string;
  readonly searchId: string | null;
  readonly number: number | null;
  readonly proxyTask: ProxyTask | null;
  /** Of Stride on the worker that measured. */
  readonly workerVersion: string | null;
}

/** Null where no search has this id. */
export async function earlierSearch(db: Transaction, id: string): Promise<EarlierSearch | null> {
  const row = isId(id) ? await db.search.findUnique({ where: { id }, select: { id: true, space: true, dataset: true, proxyTask: true } }) : null;
  if (row === null) return null;
  const measured = await db.candidate.count({ where: { searchId: id, role: 'candidate', status: 'completed' } });
  return { id: row.id, space: stored(row.space), dataset: row.dataset, proxyTask: stored(row.proxyTask), measured };
}

/** @param candidateId as a candidate's `reusedFrom` names it */
export async function measurementOrigin(db: Transaction, candidateId: string): Promise<MeasurementOrigin> {
  const row = await db.candidate.findUnique({
    where: { id: candidateId },
    select: {
      searchId: true, number: true, search: { select: { proxyTask: true } },
      attempts: { where: { status: 'completed' }, orderBy: { number: 'desc' }, take: 1, select: { workerVersion: true } },
    },
  });
  if (row === null) return { candidateId, searchId: null, number: null, proxyTask: null, workerVersion: null };
  const { searchId, number, search, attempts: [last] } = row;
  return { candidateId, searchId, number, proxyTask: stored(search.proxyTask), workerVersion: last?.workerVersion ?? null };
}
