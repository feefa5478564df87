import { quantile } from './quantile.js';

const WINDOW = 10;
/** Two windows whose medians differ by no more are as stable as steps get. */
const TOLERANCE = 0.04;
/**
 * In a process that has just begun steps become faster for long, as V8 compiles what is hot once more: on WebAssembly the first ten
 * took up to 1.8 times as long as later ones, and those of the first second still a tenth more. Windows alone take a slow phase for
 * all there is.
 */
const SETTLING_STEPS = 100;
const SETTLING_MS = 1_500;
const MOST_STEPS = 160;

/**
 * Runs steps until they take the same time again and again (compilation, caches and memory growth are behind them), or
 * until there is no hope of it.
 * @param step one step; its duration in ms
 * @param minSteps so many at least
 */
export async function warmUp(step: () => Promise<number>, minSteps: number, onStep: () => void): Promise<void> {
  const durations: number[] = [];
  let elapsed = 0;
  const hasSettled = () => durations.length >= SETTLING_STEPS || elapsed >= SETTLING_MS;
  const isStable = () => {
    const last = quantile(durations.slice(-WINDOW), 0.5), before = quantile(durations.slice(-2 * WINDOW, -WINDOW), 0.5);
    return Math.abs(last - before) <= TOLERANCE * Math.min(last, before);
  };
  for (let count = 1; count <= Math.max(minSteps, MOST_STEPS); count++) {
    const duration = await step();
    durations.push(duration);
    elapsed += duration;
    onStep();
    if (count >= Math.max(minSteps, 2 * WINDOW) && (count - minSteps) % WINDOW === 0 && hasSettled() && isStable()) return;
  }
}
