import type { CandidateDetail, CandidateSummary, StrideClient } from '@stride/client';
import { decisionSpaceOf, encodeArchitecture, mayBeTried, StrideError, type DecisionSpace, type SearchSpace } from '@stride/core';
import type { RecordedCandidate, RecordedSearch } from '@stride/simulator';
import { allCandidates } from '../find-candidate.js';
import { findSearch } from '../find-search.js';

/** Questions to the API at once. */
const AT_ONCE = 16;

/**
 * The candidates of a search that has ended, as the API tells of them.
 * @throws StrideError SEARCH_UNKNOWN; SEARCH_STATE_CONFLICT when it has not ended
 */
export async function readRecordedSearch(stride: StrideClient, id: string): Promise<{ readonly space: DecisionSpace; readonly recorded: RecordedSearch }> {
  const search = await stride.searches.get(await findSearch(stride, id));
  if (search.finishedAt === null) {
    throw new StrideError('SEARCH_STATE_CONFLICT', `Search ${search.name} is ${search.status}; it can be simulated on once it has ended.`);
  }
  const summaries = (await allOf(stride, search.id)).filter((candidate) => candidate.role === 'candidate' && tells(candidate));
  const candidates: RecordedCandidate[] = [];
  for (let from = 0; from < summaries.length; from += AT_ONCE) {
    const details = await Promise.all(summaries.slice(from, from + AT_ONCE).map((summary) => stride.candidates.get(summary.id)));
    candidates.push(...details.flatMap((detail) => recordedOf(search.space, detail) ?? []));
  }
  return { space: decisionSpaceOf(search.space, mayBeTried(search.objective.caps, search.proxyTask)), recorded: { name: search.name, candidates } };
}

/** Completed, or failed for a reason of its own; lost and stopped ones say nothing of the whole training. */
function tells({ status, failureReason }: CandidateSummary): boolean {
  return status === 'completed' || (status === 'failed' && failureReason !== 'LOST');
}

async function allOf(stride: StrideClient, searchId: string): Promise<CandidateSummary[]> {
  const all: CandidateSummary[] = [];
  for await (const candidate of allCandidates(stride, searchId)) all.push(candidate);
  return all;
}

function recordedOf(space: SearchSpace, detail: CandidateDetail): RecordedCandidate | null {
  const encoding = encodeArchitecture(space, detail.architecture);
  if (encoding === null) return null;
  const { curve, reward, status, architectureHash: hash } = detail;
  const last = curve.at(-1)?.validationAccuracy ?? 0;
  return {
    encoding, hash, reward: status === 'completed' ? reward : null,
    seconds: secondsOf(detail),
    curve: last > 0 ? curve.map(({ validationAccuracy }) => validationAccuracy / last) : [],
  };
}

/** What the candidate took of a worker: with all that surrounds training where it was tried once. */
function secondsOf({ attempts, startedAt, finishedAt, trainSeconds, timeSeconds }: CandidateDetail): number | null {
  if (attempts === 1 && startedAt !== null && finishedAt !== null) return (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return trainSeconds === null ? null : trainSeconds + (timeSeconds ?? 0);
}
