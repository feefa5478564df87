import { smallSearchSpaces } from '@stride/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateArchitecture } from '../architecture/validate.js';
import { createRng } from '../random/rng.js';
import { countEncodings, decisions, decodeArchitecture, sampleEncoding } from './encoding.js';
import { choicesOf } from './fields.js';

const spaces = smallSearchSpaces(100_000);

describe('an encoding', () => {
  it('has an index for each field with more than one choice, and no other', () => {
    fc.assert(fc.property(spaces, (space) => {
      const fields = [space.input, { classes: space.classes }, space.stem, ...space.stages, space.head];
      const sizes = fields.flatMap((part) => Object.values(part)).map((choice) => choicesOf(choice).length);
      expect(decisions(space).map((decision) => decision.choices.length).sort()).toEqual(sizes.filter((size) => size > 1).sort());
      expect(countEncodings(space)).toBe(sizes.reduce((product, size) => product * BigInt(size), 1n));
    }));
  });

  it('names each decision by where it stands in the document', () => {
    fc.assert(fc.property(spaces, (space) => {
      for (const { path, choices } of decisions(space)) {
        const found = path.slice(1).split('/').reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], space);
        expect(choices).toEqual(found);
      }
    }));
  });

  it('decodes to a valid architecture that holds the chosen values', () => {
    fc.assert(fc.property(spaces, fc.nat(), (space, seed) => {
      const encoding = sampleEncoding(space, createRng(seed));
      const architecture = decodeArchitecture(space, encoding);
      expect(validateArchitecture(architecture)).toEqual(architecture);
      const chosen = (path: string, choice: unknown) => {
        const at = decisions(space).findIndex((decision) => decision.path === path);
        return choicesOf(choice)[at < 0 ? 0 : encoding[at] as number];
      };
      const kept = space.stages.map((stage, index) => Object.fromEntries(
        Object.entries(stage).map(([name, choice]) => [name, chosen(`/stages/${index}/${name}`, choice)])))
        .filter((stage) => stage['layers'] !== 0);
      expect(architecture.stages).toEqual(kept);
      expect(architecture.input.height).toBe(chosen('/input/height', space.input.height));
      expect(architecture.head.channels).toBe(chosen('/head/channels', space.head.channels));
    }));
  });

  it('is drawn uniformly: every choice of every decision, and pairs of them, as often as any other', () => {
    const base = fc.sample(smallSearchSpaces(1), { seed: 7, numRuns: 1 })[0];
    if (base === undefined) throw new Error('no space was generated');
    const space = { ...base, classes: [2, 3, 4], head: { channels: [8, 16] } };
    const rng = createRng(5);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw += 1) {
      const key = sampleEncoding(space, rng).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // Six cells of 1000: the standard deviation is 29.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it('that does not fit is refused by the position that does not', () => {
    fc.assert(fc.property(spaces.filter((space) => decisions(space).length > 1), fc.nat(),
      fc.constantFrom(-1, 0.5, 64, Number.NaN, '0', null), (space, seed, wrong) => {
        const encoding: unknown[] = sampleEncoding(space, createRng(seed));
        const at = seed % encoding.length;
        encoding[at] = wrong;
        expect(() => decodeArchitecture(space, encoding as number[]))
          .toThrow(expect.objectContaining({ code: 'ENCODING_INVALID', issues: [expect.objectContaining({ path: `/${at}` })] }));
        expect(() => decodeArchitecture(space, encoding.slice(1) as number[]))
          .toThrow(`expected a list of ${encoding.length} indices`);
      }));
  });
});
