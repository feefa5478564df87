import type { ProxyTask } from '@stride/core';

/**
 * Learning rate of step `step` (from 0) of `steps`: linear warm-up to the peak, then cosine decay that reaches 0 after the
 * last step. Source of the decay: Loshchilov & Hutter 2017 (arXiv 1608.03983), without restarts.
 */
export function learningRate(task: Pick<ProxyTask, 'learningRate' | 'warmupFraction'>, step: number, steps: number): number {
  const warmup = Math.min(steps - 1, Math.round(task.warmupFraction * steps));
  if (step < warmup) return (task.learningRate * (step + 1)) / (warmup + 1);
  return (task.learningRate * (1 + Math.cos((Math.PI * (step - warmup)) / (steps - warmup)))) / 2;
}
