import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankWords } from './rank-words.js';

describe('rank correlation in words', () => {
  it('says that a high one is good', () => {
    const words = rankWords({ tau: 0.8, k: 5 });
    expect(words.finding).toBe(
      "The proxy task ranks 5 candidates much as full training does: Kendall's tau 0.80.",
    );
    expect(words).toMatchObject({ doubtful: false, meaning: expect.stringContaining('finds the better ones') as string });
  });

  it('says what a low one means and what to do', () => {
    for (const tau of [0.3, 0, -0.6]) {
      expect(rankWords({ tau, k: 8 })).toMatchObject({ doubtful: true, meaning: expect.stringContaining('more images') as string });
    }
    expect(rankWords({ tau: -0.6, k: 8 }).finding).toContain('tau −0.60');
  });

  it('concludes nothing from two or three', () => {
    for (const tau of [1, -1]) {
      expect(rankWords({ tau, k: 2 })).toMatchObject({ doubtful: false, meaning: expect.stringContaining('little') as string });
    }
  });

  it('counts no pairs, since tau-b with ties does not tell how many agree', () => {
    expect(rankWords({ tau: 0.8, k: 5 }).finding).not.toContain('pairs');
  });

  it('says where only the best were trained, and only there', () => {
    const best = 'the best of the search, which lie close together';
    const meaning = (candidateIds: string[], ranked: string[], k = 4) => rankWords({ tau: 0.5, k }, { candidateIds, ranked }).meaning;
    expect(meaning(['b', 'a', 'd', 'c'], ['a', 'b', 'c', 'd', 'e'])).toContain(best);
    for (const other of [meaning(['a', 'b', 'c', 'e'], ['a', 'b', 'c', 'd', 'e']), meaning(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd']), rankWords({ tau: 0.5, k: 4 }).meaning]) {
      expect(other).not.toContain(best);
    }
    expect(meaning(['a', 'b'], ['a', 'b', 'c'], 2)).toContain('says little yet');
  });

  it('has words for every value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 2, max: 100 }), (tau, k) => {
        expect(rankWords({ tau, k }).finding).toMatch(/candidates .+ full training does: Kendall's tau −?\d\.\d\d\.$/);
      }),
    );
  });
});
