import type { Rng } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { nearestOfSome, neighborsOf } from '../mutation.js';
import { proposalOf } from '../proposal.js';
import type { Proposal } from '../strategy.js';

/** How many encodings differ from any one in a single decision. */
export function neighborCount({ decisions }: DecisionSpace): number {
  return decisions.reduce((sum, { choices }) => sum + choices.length - 1, 0);
}

/**
 * In which order neighbors are looked at: what has waited longest comes first, so that a choice that did not help one
 * incumbent is not the first to be tried at the next; most choices help anywhere or nowhere. (Bentley 1992, Fast
 * Algorithms for Geometric Traveling Salesman Problems, has "don't look bits" for the same reason.) Among choices that
 * have waited as long, those whose decision has; among these, chance.
 */
export class LookOrder {
  readonly #lookedAt: number[][];
  #turn: number;

  constructor(lookedAt: readonly (readonly number[])[], turn: number) {
    this.#lookedAt = lookedAt.map((turns) => [...turns]);
    this.#turn = turn;
  }

  sort(encoding: readonly number[], neighbors: readonly (readonly number[])[], rng: Rng): (readonly number[])[] {
    const decisionTurns = this.#lookedAt.map((turns) => Math.max(...turns));
    return neighbors
      .map((neighbor) => {
        const position = neighbor.findIndex((choice, at) => choice !== encoding[at]);
        return { neighbor, choice: this.#lookedAt[position]?.[neighbor[position] as number] ?? 0, decision: decisionTurns[position] ?? 0, chance: rng.next() };
      })
      .toSorted((a, b) => a.choice - b.choice || a.decision - b.decision || a.chance - b.chance)
      .map(({ neighbor }) => neighbor);
  }

  /** Both choices have been compared: that of the neighbor and that of the encoding it comes from. */
  lookAt(encoding: readonly number[], neighbor: readonly number[]): void {
    this.#turn += 1;
    for (const [position, turns] of this.#lookedAt.entries()) {
      if (neighbor[position] === encoding[position]) continue;
      turns[neighbor[position] as number] = this.#turn;
      turns[encoding[position] as number] = this.#turn;
    }
  }

  state() {
    return { lookedAt: this.#lookedAt.map((turns) => [...turns]), turn: this.#turn };
  }
}

/**
 * The first neighbor in the order that may be tried and is not known. Where most neighbors are no points at all (a table
 * of some rows), the nearest of some random points stands for a neighbor.
 * @returns null when there is none left
 */
export function nextNeighbor(
  space: DecisionSpace, encoding: readonly number[], order: LookOrder, rng: Rng, isKnown: (hash: string) => boolean,
): Proposal | null {
  const neighbors = order.sort(encoding, neighborsOf(space.decisions, encoding), rng);
  let points = 0;
  for (const neighbor of neighbors) {
    const proposal = proposalOf(space, neighbor);
    if (proposal === null) continue;
    points += 1;
    if (!isKnown(proposal.hash)) return proposal;
  }
  return points < neighbors.length / 2 ? nearestOfSome(space, encoding, rng, isKnown) : null;
}
