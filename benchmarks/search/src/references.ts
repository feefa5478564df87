/**
 * Mean regret over 100 seeds that simple strategies reach on the surrogate's top1 with one worker, as the authors of the data
 * folder measured it, by number of evaluations.
 */
export const REFERENCES: Readonly<Record<'plain' | 'noisy', Readonly<Record<string, Readonly<Record<string, number>>>>>> = {
  plain: {
    'random': { 50: 2.90, 100: 2.58, 200: 2.33, 500: 2.11 },
    'regularized evolution (50,10)': { 50: 2.90, 100: 1.77, 200: 0.73, 500: 0.15 },
    'regularized evolution (20,10)': { 50: 1.92, 100: 0.92, 200: 0.35, 500: 0.12 },
    'local search': { 50: 1.20, 100: 0.46, 200: 0.15, 500: 0.07 },
  },
  noisy: {
    'random': { 50: 2.93, 100: 2.62, 200: 2.42, 500: 2.19 },
    'regularized evolution (50,10)': { 50: 2.97, 100: 2.05, 200: 1.24, 500: 0.52 },
    'local search': { 50: 2.05, 100: 1.58, 200: 1.11, 500: 0.83 },
  },
};
