import { chooseLeader, type Decision } from '@stride/core';
import type { SimulatedCandidate } from './candidate.js';

/**
 * The candidate that a search would call its winner after these: by posterior mean, among what has completed, as the controller
 * chooses it.
 * @param finished in the order in which they finished
 * @returns null when none has completed
 */
export function winnerOf(decisions: readonly Decision[], finished: readonly SimulatedCandidate[]): SimulatedCandidate | null {
  const completed = finished.filter(({ status }) => status === 'completed');
  const leader = chooseLeader(decisions, completed);
  return leader === null ? null : completed[leader.place] ?? null;
}
