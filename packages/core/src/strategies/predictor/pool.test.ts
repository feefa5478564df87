import { hugeSearchSpace, sparseSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../cost-model/cost.js';
import { createRng } from '../../random/rng.js';
import { decisionSpaceOf, type DecisionSpace } from '../../search-space/decision-space.js';
import { decodeArchitecture } from '../../search-space/encoding.js';
import { isSparse } from './pool.js';

const document = hugeSearchSpace();
const whole = decisionSpaceOf(document);

/** The networks of which so large a share has fewer parameters. */
function smallest(share: number): DecisionSpace {
  const rng = createRng(1);
  const params = Array.from({ length: 200 }, () => costOf(decodeArchitecture(document, whole.encodingAt(rng.bigInteger(whole.size)))).params).sort((a, b) => a - b);
  const cap = params[Math.floor(share * params.length)] as number;
  return decisionSpaceOf(document, (architecture) => costOf(architecture).params <= cap);
}

describe('a sparse space', () => {
  it('is a table of rows that are far apart', () => {
    fc.assert(fc.property(sparseSpaces(40).filter(({ size }) => size > 4n), (space) => isSparse(space, createRng(0))), { numRuns: 20 });
  });

  it('is neither a whole search space nor what a cap leaves of it: there, mutants of a network within the cap mostly are, too', () => {
    expect([whole, smallest(0.2), smallest(0.05)].map((space) => isSparse(space, createRng(0)))).toEqual([false, false, false]);
  });
});
