import { hugeSearchSpace, smallSearchSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureHash } from '../architecture/hash.js';
import { countEncodings, decisions, decodeArchitecture } from './encoding.js';
import { countArchitectures, encodeArchitecture, encodingAt, enumerateArchitectures } from './networks.js';
import type { SearchSpace } from './search-space.js';

const spaces = smallSearchSpaces(1500);

/** Every encoding, one after the other. */
function* encodings(space: SearchSpace): Generator<number[]> {
  const bases = decisions(space).map((decision) => decision.choices.length);
  for (let index = 0; index < Number(countEncodings(space)); index += 1) {
    let rest = index;
    yield bases.map((base) => {
      const digit = rest % base;
      rest = Math.floor(rest / base);
      return digit;
    });
  }
}

function hashesByForce(space: SearchSpace): Set<string> {
  return new Set(Array.from(encodings(space), (encoding) => architectureHash(decodeArchitecture(space, encoding))));
}

describe('the networks of a space', () => {
  it('are counted exactly: as many as the different hashes of all encodings', () => {
    fc.assert(fc.property(spaces, (space) => {
      expect(countArchitectures(space)).toBe(BigInt(hashesByForce(space).size));
    }), { numRuns: 150 });
  });

  it('are enumerated once each, all of them', () => {
    fc.assert(fc.property(spaces, (space) => {
      const listed = Array.from(enumerateArchitectures(space), architectureHash);
      expect(new Set(listed).size).toBe(listed.length);
      expect(new Set(listed)).toEqual(hashesByForce(space));
    }), { numRuns: 60 });
  });

  it('have ranks only inside the space', () => {
    fc.assert(fc.property(spaces, (space) => {
      expect(() => encodingAt(space, -1n)).toThrow(RangeError);
      expect(() => encodingAt(space, countArchitectures(space))).toThrow(RangeError);
    }), { numRuns: 20 });
  });

  it('are found again: an encoding that decodes to the very same document', () => {
    fc.assert(fc.property(spaces, fc.nat(), (space, seed) => {
      const all = [...encodings(space)];
      const architecture = decodeArchitecture(space, all[seed % all.length] as number[]);
      const found = encodeArchitecture(space, architecture);
      expect(decodeArchitecture(space, found as number[])).toEqual(architecture);
    }), { numRuns: 200 });
  });

  it('are found in another space exactly when that space has a network of their hash', () => {
    fc.assert(fc.property(spaces, spaces, fc.nat(), (other, space, seed) => {
      const all = [...encodings(other)];
      const drawn = decodeArchitecture(other, all[seed % all.length] as number[]);
      const member = decodeArchitecture(space, [...encodings(space)][0] as number[]);
      const architecture = { ...drawn, input: member.input, classes: member.classes, stem: member.stem, head: member.head };
      const found = encodeArchitecture(space, architecture);
      expect(found !== null).toBe(hashesByForce(space).has(architectureHash(architecture)));
      if (found !== null) expect(architectureHash(decodeArchitecture(space, found))).toBe(architectureHash(architecture));
    }), { numRuns: 150 });
  });

  it('are refused when they are too intricate to be counted, and not counted for minutes', () => {
    const space = fc.sample(spaces, { seed: 1, numRuns: 1 })[0] as SearchSpace;
    const stage = {
      op: 'mbconv' as const, kernel: [1, 3, 5, 7] as const, stride: 1 as const, expansion: [1, 2], channels: 16,
      layers: Array.from({ length: 64 }, (_, layers) => layers), squeezeExcite: 0,
    };
    const stages = [{ ...stage, layers: 1 }, ...Array<typeof stage>(63).fill(stage)];
    expect(() => countArchitectures({ ...space, stages })).toThrow(expect.objectContaining({ code: 'SEARCH_SPACE_INVALID' }));
  });

  it('are counted in large spaces too: as many as encodings where no two can be alike', () => {
    const space = hugeSearchSpace();
    expect(countArchitectures(space)).toBe((2n * 3n * 5n * 2n * 5n * 3n) ** 7n);
    expect(countArchitectures(space)).toBe(countEncodings(space));
  });

  it('of a large space are known by their rank', () => {
    const space = hugeSearchSpace();
    const last = countArchitectures(space) - 1n;
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: last }), fc.bigInt({ min: 0n, max: last }), (a, b) => {
      const [one, two] = [a, b].map((rank) => architectureHash(decodeArchitecture(space, encodingAt(space, rank))));
      expect(one === two).toBe(a === b);
    }));
  });
});
