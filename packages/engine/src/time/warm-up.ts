import { quantile } from './quantile.js';

const WINDOW = 4;
const MAX_WINDOWS = 10;
/** Two windows whose medians differ by no more are as stable as steps get. */
const TOLERANCE = 0.04;

/**
 * Runs steps until they take the same time again and again (compilation, caches and memory growth are behind them), or
 * until there is no hope of it.
 * @param step one step; its duration
 * @param minSteps so many at least
 */
export async function warmUp(step: () => Promise<number>, minSteps: number, onStep: () => void): Promise<void> {
  const durations: number[] = [];
  const isStable = () => {
    const last = quantile(durations.slice(-WINDOW), 0.5), before = quantile(durations.slice(-2 * WINDOW, -WINDOW), 0.5);
    return Math.abs(last - before) <= TOLERANCE * Math.min(last, before);
  };
  const most = Math.max(minSteps, MAX_WINDOWS * WINDOW);
  for (let count = 1; count <= most; count++) {
    durations.push(await step());
    onStep();
    if (count >= Math.max(minSteps, 2 * WINDOW) && (count - minSteps) % WINDOW === 0 && isStable()) return;
  }
}
