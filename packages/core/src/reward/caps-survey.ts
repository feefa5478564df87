import type { TrainingMemoryInput } from '../cost-model/training-memory.js';
import { createRng } from '../random/rng.js';
import { decisions, decodeArchitecture, type Decision } from '../search-space/encoding.js';
import { countArchitectures, encodingAt } from '../search-space/networks.js';
import type { SearchSpace } from '../search-space/search-space.js';
import { excessOf, staticQuantities, type Caps, type CappedQuantities } from './caps.js';

/** How many networks of a space keep within the caps that are known without training. */
export interface CapsSurvey {
  /** Networks looked at. */
  readonly looked: number;
  /** Of those, within the caps. */
  readonly within: number;
  /** Whether some network keeps within, be it among those looked at or found by looking for the smallest. */
  readonly isPossible: boolean;
  /** Whether all networks of the space were looked at. */
  readonly isWhole: boolean;
  /** The network that keeps within, or comes nearest to it. */
  readonly nearest: CappedQuantities;
}

/** A space of no more is looked at whole; of a larger one as many random networks. */
const LOOKED = 1_000;
/** Descents from the nearest and from random networks, where none of those keeps within. */
const DESCENTS = 4;
/** Any: what a survey finds must be the same whenever it is repeated. */
const SEED = 1;

/**
 * Looks at random networks of a space; where none keeps within the caps it walks downhill, a decision at a time, because the
 * few small networks of a large space are hardly found by chance.
 */
export function surveyCaps(space: SearchSpace, caps: Caps, task: TrainingMemoryInput): CapsSurvey {
  const size = countArchitectures(space);
  const isWhole = size <= BigInt(LOOKED);
  const rng = createRng(SEED);
  const rank = (index: number) => (isWhole ? BigInt(index) : rng.bigInteger(size));
  const looked = Array.from({ length: isWhole ? Number(size) : LOOKED }, (_, index) => look(space, encodingAt(space, rank(index)), caps, task));
  const within = looked.filter(({ excess }) => excess === 0).length;
  const best = nearestOf(looked);
  const starts = within > 0 || isWhole ? [] : [best, ...looked.slice(0, DESCENTS - 1)];
  const nearest = nearestOf([best, ...starts.map((start) => descend(space, start, caps, task))]);
  return { looked: looked.length, within, isPossible: nearest.excess === 0, isWhole, nearest: nearest.quantities };
}

interface Look {
  readonly encoding: readonly number[];
  readonly quantities: CappedQuantities;
  readonly excess: number;
}

function look(space: SearchSpace, encoding: readonly number[], caps: Caps, task: TrainingMemoryInput): Look {
  const quantities = staticQuantities(decodeArchitecture(space, encoding), task);
  return { encoding, quantities, excess: excessOf(caps, quantities) };
}

function nearestOf(looks: readonly Look[]): Look {
  return looks.reduce((best, other) => (other.excess < best.excess ? other : best));
}

/** Decision by decision the choice that comes nearest, until none comes nearer. */
function descend(space: SearchSpace, start: Look, caps: Caps, task: TrainingMemoryInput): Look {
  let best = start;
  for (let before = Infinity; best.excess > 0 && best.excess < before;) {
    before = best.excess;
    for (const [position, decision] of decisions(space).entries()) {
      best = nearestOf([best, ...alternatives(best.encoding, position, decision).map((encoding) => look(space, encoding, caps, task))]);
    }
  }
  return best;
}

function alternatives(encoding: readonly number[], position: number, { choices }: Decision): number[][] {
  return choices.map((_, choice) => encoding.map((index, at) => (at === position ? choice : index)));
}
