import { capWords, StrideError, type Objective } from '@stride/core';
import type { Transaction } from '../client.js';
import { stored } from '../summaries.js';
import type { FoundSearch } from './read-searches.js';

/** Says why a search has no best candidate: NO_COMPLETED_CANDIDATE. */
export async function noneCompleted(db: Transaction, { id, status, objective }: Pick<FoundSearch, 'id' | 'status' | 'objective'>): Promise<StrideError> {
  const candidates = (status: 'completed' | 'pruned') => db.candidate.count({ where: { searchId: id, role: 'candidate', status } });
  const [completed, pruned] = [await candidates('completed'), await candidates('pruned')];
  const caps = capWords(stored<Objective>(objective).caps).join(', ');
  const why = completed > 0 ? `none of its ${completed} completed candidates keeps within the caps (${caps})`
    : `none of its candidates has completed${pruned > 0 ? `; ${pruned} ${pruned === 1 ? 'was' : 'were'} stopped early${caps === '' ? '' : `, as those are that break a cap (${caps})`}` : ' yet'}`;
  return new StrideError('NO_COMPLETED_CANDIDATE', `search ${id} is ${status} and ${why}`);
}
