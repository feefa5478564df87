import type { CandidateDetail, CandidateDocument, SearchDetail, Winner } from '@stride/contracts';
import { StrideError } from '@stride/core';
import type { MeasurementOrigin } from '@stride/storage';

/** Who writes a document, and when. */
export interface Writer {
  readonly strideVersion: string;
  /** Of Stride on the worker that measured the candidate; null when it is no longer known. */
  readonly workerVersion: string | null;
  /** Null: the candidate was measured in its own search. */
  readonly origin: MeasurementOrigin | null;
  readonly now: Date;
}

/**
 * The document that a search ends in.
 * @throws StrideError INTERNAL when a completed candidate lacks a part of its measurement
 */
export function toWinner(search: SearchDetail, best: CandidateDetail, writer: Writer): Winner {
  const { measurement, ...document } = toCandidateDocument(search, best, writer);
  if (measurement === null) throw new StrideError('INTERNAL', `candidate ${best.id} has completed without a whole measurement`);
  return { ...document, measurement };
}

/** The same of any candidate, measured or not. */
export function toCandidateDocument(search: SearchDetail, candidate: CandidateDetail, { strideVersion, workerVersion, origin, now }: Writer): CandidateDocument {
  const { architecture, architectureText, architectureHash } = candidate;
  const measurement = measurementOf(candidate);
  return {
    schemaVersion: 1, architecture, architectureText, architectureHash, measurement,
    provenance: {
      searchId: search.id, candidateId: candidate.id, number: candidate.number,
      spaceName: search.spaceName, space: search.space, dataset: search.dataset, strategy: search.strategy, seed: search.seed,
      objective: search.objective, proxyTask: search.proxyTask, reusedFrom: origin && reusedFrom(origin), strideVersion,
      versions: { stride: strideVersion, node: process.version, worker: workerVersion, backend: measurement?.device.driver ?? null },
      exportedAt: now.toISOString(),
    },
  };
}

function reusedFrom({ candidateId, searchId, number, proxyTask }: MeasurementOrigin): CandidateDocument['provenance']['reusedFrom'] {
  return { candidateId, searchId, number, proxyTask };
}

/** Of a whole training: the accuracy at which another was stopped tells nothing of the network to whoever reads the document. */
function measurementOf({ prunedAtStep, accuracy, stepTimeMs, timingFlags, params, multiplyAdds, reward, device }: CandidateDetail): Winner['measurement'] | null {
  if (prunedAtStep !== null || accuracy === null || stepTimeMs === null || reward === null || device === null) return null;
  return { accuracy, stepTimeMs, timingFlags, params, multiplyAdds, reward, device };
}
