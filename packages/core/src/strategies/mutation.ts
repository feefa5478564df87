import type { Rng } from '../random/rng.js';
import type { Decision } from '../search-space/encoding.js';
import type { DecisionSpace } from '../search-space/decision-space.js';
import { proposalOf } from './proposal.js';
import type { Proposal } from './strategy.js';

/** Another choice for one decision, each equally likely. There must be a decision. */
export function mutate(decisions: readonly Decision[], encoding: readonly number[], rng: Rng): readonly number[] {
  const position = rng.integer(decisions.length);
  const choices = decisions[position]?.choices.length ?? 1;
  const step = 1 + rng.integer(choices - 1);
  return encoding.map((index, at) => (at === position ? (index + step) % choices : index));
}

/** Every encoding that differs in one decision, in order. */
export function neighborsOf(decisions: readonly Decision[], encoding: readonly number[]): (readonly number[])[] {
  return decisions.flatMap(({ choices }, position) => (
    choices.flatMap((_, choice) => (choice === encoding[position] ? [] : [encoding.map((index, at) => (at === position ? choice : index))]))));
}

/** A mutant in a neighborhood where all is known, or nothing may be tried, walks on for so many steps. */
export const MOST_MUTATIONS = 32;
/** Points that are looked at where mutants are not in the space. */
const SAMPLED = 64;

/**
 * An unknown point near to `encoding`: a mutant, mutated again until it is new. In a space most of whose encodings are no
 * points (a table of some of them), mutants lead nowhere: there it is, of some random points, the one with the fewest differences.
 * @returns null when nothing new was found
 */
export function newMutant(
  space: DecisionSpace, encoding: readonly number[], rng: Rng, isKnown: (hash: string) => boolean, steps = MOST_MUTATIONS,
): Proposal | null {
  let mutant = encoding;
  let lands = 0;
  for (let step = 0; step < steps && space.decisions.length > 0; step += 1) {
    mutant = mutate(space.decisions, mutant, rng);
    const proposal = proposalOf(space, mutant);
    if (proposal !== null && !isKnown(proposal.hash)) return proposal;
    if (proposal !== null) lands += 1;
  }
  return lands === 0 ? nearestOfSome(space, encoding, rng, isKnown) : null;
}

/** Of some random points that one that is not known and has the fewest differences; null when all are known. */
export function nearestOfSome(space: DecisionSpace, encoding: readonly number[], rng: Rng, isKnown: (hash: string) => boolean): Proposal | null {
  let nearest: Proposal | null = null;
  let least = Infinity;
  for (let count = 0; count < SAMPLED; count += 1) {
    const other = space.encodingAt(rng.bigInteger(space.size));
    const differences = other.reduce((sum, index, at) => sum + Number(index !== encoding[at]), 0);
    if (differences >= least) continue;
    const proposal = proposalOf(space, other);
    if (proposal === null || isKnown(proposal.hash)) continue;
    [nearest, least] = [proposal, differences];
  }
  return nearest;
}
