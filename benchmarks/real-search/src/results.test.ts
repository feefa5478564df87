import { expect, it } from 'vitest';
import { readable } from './readable.js';
import { savedShare, type Comparison, type SearchResult } from './results.js';

const search = (strategy: string, seed: number, reward: number): SearchResult => ({
  strategy, seed, winner: { reward, estimate: reward - 0.001, accuracy: 0.86, stepTimeMs: 11.5, params: 21_630, architecture: 'an architecture' },
  highestReward: reward, wallSeconds: 120, spentSeconds: 90, savedSeconds: 60, completed: 14, pruned: 26, failed: 0, bestByFinished: [0, reward],
});
const comparison: Comparison = {
  date: '2026-11-24T10:00:00.000Z', note: null, candidates: 40, searches: [search('auto', 1, 0.92), search('random', 1, 0.9), search('auto', 2, 0.94), search('random', 2, 0.9)],
  machine: { cpu: 'A CPU', cores: 2, memoryGB: 24, platform: 'linux x64', node: 'v20', loadBefore: 0.1 },
};

it('says which share of the training time was saved', () => {
  expect(savedShare(search('auto', 1, 0.9))).toBeCloseTo(0.4, 12);
});

it('is a table of all searches with the means of each strategy', () => {
  const text = readable(comparison);
  expect(text).toContain('| auto | 2 | 0.9400 | 0.9390 | 86.0 % | 11.5 ms | 21,630 | 120 s | 90 s | 60 s (40.0 %) | 14 / 26 / 0 |');
  expect(text).toContain('auto: mean reward of the winners 0.9300, training time 90 s; random: mean reward of the winners 0.9000, training time 90 s. Saved by asha over all searches: 40.0 % of the training time.');
});
