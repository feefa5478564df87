import type { RescoredCandidate, Rescoring } from '@stride/contracts';
import { chooseLeader, decisions, rescore, type Objective, type Rescored, type SearchSpace } from '@stride/core';
import type { Transaction } from '../client.js';
import { searchSummary, stored } from '../summaries.js';
import { measuredNetworks, type MeasuredNetwork } from './measured-candidates.js';
import { findSearch } from './read-searches.js';

type Measured = MeasuredNetwork & { readonly input: MeasuredNetwork };

/**
 * What the search would have come to under another objective, from its stored measurements. Stores nothing.
 * @param objective from the search's own
 * @param top so many of the best are listed
 * @throws StrideError SEARCH_UNKNOWN
 */
export async function rescoreSearch(
  db: Transaction, searchId: string, change: { readonly objective: (present: Objective) => Objective; readonly top: number },
): Promise<Rescoring> {
  const search = await findSearch(db, searchId);
  const presentObjective = stored<Objective>(search.objective);
  const objective = change.objective(presentObjective);
  const candidates = (await measuredNetworks(db, search.id)).map((candidate): Measured => ({ ...candidate, input: candidate }));
  const { ranked, withinCaps, kendallTau } = rescore(candidates, objective);
  const rescored = (found: Rescored<Measured> | undefined) => (found === undefined ? null : toRescored(found));
  const { bestCandidateId } = await searchSummary(db, search.id);
  const winner = chooseWinner(stored<SearchSpace>(search.space), ranked);
  return {
    searchId: search.id, objective, presentObjective, measured: candidates.length, withinCaps, kendallTau,
    winner: rescored(winner?.entry), winnerEstimate: winner?.estimate ?? null,
    presentWinner: rescored(ranked.find(({ candidate }) => candidate.id === bestCandidateId)),
    items: ranked.slice(0, change.top).map(toRescored),
  };
}

/** As the winner of a search is chosen: the best by expectation, not by the luckiest training. */
function chooseWinner(space: SearchSpace, ranked: readonly Rescored<Measured>[]): { readonly entry: Rescored<Measured>; readonly estimate: number } | null {
  const within = ranked.filter(({ withinCaps }) => withinCaps)
    .sort((a, b) => a.candidate.finishedAt.getTime() - b.candidate.finishedAt.getTime() || a.candidate.number - b.candidate.number);
  const results = within.map(({ candidate: { architectureHash: hash, encoding }, reward }) => ({ hash, encoding, reward }));
  const leader = chooseLeader(decisions(space), results);
  return leader === null ? null : { entry: within[leader.place] as Rescored<Measured>, estimate: leader.estimate };
}

function toRescored({ candidate, reward, rank, presentRank, withinCaps }: Rescored<Measured>): RescoredCandidate {
  const { id, number, architectureText, accuracy, stepTimeMs, params, referenceStepTimeMs, deviceClass } = candidate;
  return {
    id, number, architectureText, accuracy, stepTimeMs, params, stepTimeRatio: stepTimeMs / referenceStepTimeMs, deviceClass,
    reward, rank, presentReward: candidate.reward, presentRank, withinCaps,
  };
}
