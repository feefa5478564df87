import type { CandidateDetail, SearchDetail, Winner } from '@stride/contracts';
import { StrideError } from '@stride/core';

/**
 * The document that a search ends in.
 * @throws StrideError INTERNAL when a completed candidate lacks a part of its measurement
 */
export function toWinner(search: SearchDetail, best: CandidateDetail, strideVersion: string, now: Date): Winner {
  const { accuracy, stepTimeMs, timingFlags, reward, device } = best;
  if (accuracy === null || stepTimeMs === null || reward === null || device === null) {
    throw new StrideError('INTERNAL', `candidate ${best.id} has completed without a whole measurement`);
  }
  return {
    schemaVersion: 1,
    architecture: best.architecture, architectureText: best.architectureText, architectureHash: best.architectureHash,
    measurement: { accuracy, stepTimeMs, timingFlags, params: best.params, multiplyAdds: best.multiplyAdds, reward, device },
    provenance: {
      searchId: search.id, candidateId: best.id, number: best.number,
      spaceName: search.spaceName, dataset: search.dataset, strategy: search.strategy, seed: search.seed,
      objective: search.objective, proxyTask: search.proxyTask, strideVersion, exportedAt: now.toISOString(),
    },
  };
}
