import type { Rng } from '../../random/rng.js';
import type { DecisionSpace } from '../../search-space/decision-space.js';
import { mutate, neighborsOf } from '../mutation.js';
import { proposalOf } from '../proposal.js';
import type { Proposal } from '../strategy.js';
import { expectedImprovement, targetAbove } from './acquisition.js';
import type { Encoding, GaussianProcess } from './gaussian-process.js';

/** Sizes of the parts of a pool. */
const SIZES = { random: 40, parents: 20, mutantsEach: 10, climbs: 10, climbersEach: 32 };
/** Where mutants are no points there are more random ones instead. */
const RANDOM_IN_SPARSE = 320;
const MOST_MUTATIONS = 3;
const MOST_NEIGHBORS = 96;

export interface PoolOptions {
  readonly space: DecisionSpace;
  readonly rng: Rng;
  readonly isKnown: (hash: string) => boolean;
  /** Keys of encodings that are known, which is sooner found out than that a point is. */
  readonly knownKeys: ReadonlySet<string>;
  /** Whether a mutant of a point is hardly ever one. */
  readonly isSparse: boolean;
}

/**
 * Of many proposals the one whose expected improvement is the greatest: neighbors and mutants of the points that are
 * believed to be the best, some random ones, and what a climb from the most promising of them leads to.
 * @param points those of the process
 * @returns null when all of them are known
 */
export function mostPromising(process: GaussianProcess, points: readonly Encoding[], options: PoolOptions): Proposal | null {
  const { space, rng, isSparse } = options;
  const means = process.means();
  const ranked = points.map((_, index) => index).sort((a, b) => (means[b] as number) - (means[a] as number));
  const pool = new Pool(process, targetAbove(means[ranked[0] as number] as number, rng), options);
  const random = isSparse ? RANDOM_IN_SPARSE : SIZES.random;
  for (let count = 0; count < random; count++) pool.add(isSparse ? space.encodingAt(rng.bigInteger(space.size)) : sampled(space, rng));
  if (isSparse) return pool.best()?.proposal ?? null;
  ranked.slice(0, SIZES.parents).forEach((place, rank) => {
    const parent = pool.around(points[place] as Encoding);
    if (rank === 0) for (const neighbor of someOf(neighborsOf(space.decisions, parent.encoding), MOST_NEIGHBORS, rng)) pool.add(neighbor, parent);
    for (let count = 0; count < SIZES.mutantsEach; count++) pool.add(mutant(space, parent.encoding, 1 + rng.integer(MOST_MUTATIONS), rng), parent);
  });
  let best = pool.best();
  for (let climb = 0; climb < SIZES.climbs && best !== null; climb++) {
    for (let count = 0; count < SIZES.climbersEach; count++) pool.add(mutant(space, best.encoding, 1, rng), best);
    const higher = pool.best();
    if (higher === best) break;
    best = higher;
  }
  return best?.proposal ?? null;
}

/** Names an encoding, not the point that it stands for. */
export function keyOf(encoding: Encoding): string {
  return String.fromCharCode(...encoding);
}

const PROBES = 32;
/** Points that are looked at for those that may be tried: more say little and cost time. */
const LOOKED = 256;

/** Whether mutants of points that may be tried hardly ever are such points, found out by trying. */
export function isSparse(space: DecisionSpace, rng: Rng): boolean {
  let probes = 0, landed = 0;
  for (let looked = 0; looked < LOOKED && probes < PROBES && space.decisions.length > 0; looked++) {
    const point = space.encodingAt(rng.bigInteger(space.size));
    if (proposalOf(space, point) === null) continue;
    probes++;
    if (proposalOf(space, mutate(space.decisions, point, rng)) !== null) landed++;
  }
  return landed < probes / 4;
}

/** Every decision by itself, which is found much sooner than the point of a random rank. */
function sampled({ decisions }: DecisionSpace, rng: Rng): Encoding {
  return decisions.map(({ choices }) => rng.integer(choices.length));
}

function mutant(space: DecisionSpace, encoding: Encoding, mutations: number, rng: Rng): Encoding {
  let mutated = encoding;
  for (let count = 0; count < mutations; count++) mutated = mutate(space.decisions, mutated, rng);
  return mutated;
}

function someOf<T>(items: readonly T[], most: number, rng: Rng): readonly T[] {
  return items.length <= most ? items : Array.from({ length: most }, () => items[rng.integer(items.length)] as T);
}

/** A place from which others are reached by few mutations. */
interface Center {
  readonly encoding: Encoding;
  readonly covariances: Float64Array;
}

interface Member extends Center {
  readonly mean: number;
  /** No less than what it promises. */
  readonly atMost: number;
}

interface Best extends Center {
  readonly promise: number;
  readonly proposal: Proposal;
}

/** Finds the member that promises most. What takes long, a deviation or a hash, is only computed for what may be the best. */
class Pool {
  readonly #process: GaussianProcess;
  readonly #target: number;
  readonly #options: PoolOptions;
  readonly #seen = new Set<string>();
  /** Those that were added since the last look for the best. */
  readonly #added: Member[] = [];
  #best: Best | null = null;

  constructor(process: GaussianProcess, target: number, options: PoolOptions) {
    this.#process = process;
    this.#target = target;
    this.#options = options;
  }

  around(encoding: Encoding): Center {
    return { encoding, covariances: this.#process.covariances(encoding) };
  }

  add(encoding: Encoding, near?: Center): void {
    const key = keyOf(encoding);
    if (this.#seen.has(key) || this.#options.knownKeys.has(key)) return;
    this.#seen.add(key);
    const covariances = near === undefined
      ? this.#process.covariances(encoding)
      : this.#process.covariancesNear(encoding, near.encoding, near.covariances);
    const mean = this.#process.mean(covariances);
    this.#added.push({ encoding, covariances, mean, atMost: this.#promises(mean, this.#process.deviationAtMost(covariances)) });
  }

  /** Of all that were ever added; null when all of them are known. */
  best(): Best | null {
    for (const member of this.#added.sort((a, b) => b.atMost - a.atMost)) {
      if (this.#best !== null && member.atMost <= this.#best.promise) break;
      const promise = this.#promises(member.mean, this.#process.deviation(member.covariances));
      if (this.#best !== null && promise <= this.#best.promise) continue;
      const proposal = proposalOf(this.#options.space, member.encoding);
      if (proposal !== null && !this.#options.isKnown(proposal.hash)) this.#best = { ...member, promise, proposal };
    }
    this.#added.length = 0;
    return this.#best;
  }

  #promises(mean: number, deviation: number): number {
    return expectedImprovement({ mean, deviation }, this.#target);
  }
}
