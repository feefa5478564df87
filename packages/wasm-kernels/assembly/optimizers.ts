import { loadLanes, madd, storeLanes, sumLanes } from './lanes';

/**
 * One parameter tensor's update in one pass, everything in place: weights, the rule's state and, unless `average` is 0,
 * their moving average. `decay` is the weight decay, 0 for what does not decay. Each returns the sum of the gradient, which
 * tells of any NaN or infinity in it.
 */

/** Decay joins the gradient. Source of the settings: the released EfficientNetV2 recipe. */
export function rmsprop(
  weights: usize, gradient: usize, meanSquare: usize, momentum: usize, average: usize, count: i32,
  rate: f32, decay: f32, averageShare: f32,
): f32 {
  let sum = f32x4.splat(0);
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    const raw = loadLanes(gradient + i, left), w = loadLanes(weights + i, left);
    sum = f32x4.add(sum, raw);
    const g = madd(f32x4.splat(decay), w, raw);
    const s = madd(f32x4.splat(0.9), loadLanes(meanSquare + i, left), f32x4.mul(f32x4.splat(0.1), f32x4.mul(g, g)));
    const move = f32x4.div(f32x4.mul(g, f32x4.splat(rate)), f32x4.sqrt(f32x4.add(s, f32x4.splat(1e-3))));
    const v = madd(f32x4.splat(0.9), loadLanes(momentum + i, left), move);
    storeLanes(meanSquare + i, s, left);
    storeLanes(momentum + i, v, left);
    finish(weights + i, f32x4.sub(w, v), average, i, averageShare, left);
  }
  return sumLanes(sum);
}

/** With momentum 0.9; decay joins the gradient. */
export function sgd(
  weights: usize, gradient: usize, momentum: usize, average: usize, count: i32, rate: f32, decay: f32, averageShare: f32,
): f32 {
  let sum = f32x4.splat(0);
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    const raw = loadLanes(gradient + i, left), w = loadLanes(weights + i, left);
    sum = f32x4.add(sum, raw);
    const v = madd(f32x4.splat(0.9), loadLanes(momentum + i, left), madd(f32x4.splat(decay), w, raw));
    storeLanes(momentum + i, v, left);
    finish(weights + i, madd(f32x4.splat(-rate), v, w), average, i, averageShare, left);
  }
  return sumLanes(sum);
}

/**
 * Decoupled decay. Source: Loshchilov & Hutter 2019 (arXiv 1711.05101), with their usual settings.
 * @param meanScale 1 / (1 - 0.9^step)
 * @param squareScale 1 / (1 - 0.999^step)
 */
export function adamw(
  weights: usize, gradient: usize, mean: usize, meanSquare: usize, average: usize, count: i32,
  rate: f32, decay: f32, averageShare: f32, meanScale: f32, squareScale: f32,
): f32 {
  let sum = f32x4.splat(0);
  for (let left = count, i: usize = 0; left > 0; left -= 4, i += 16) {
    const g = loadLanes(gradient + i, left), w = loadLanes(weights + i, left);
    sum = f32x4.add(sum, g);
    const m = madd(f32x4.splat(0.9), loadLanes(mean + i, left), f32x4.mul(f32x4.splat(0.1), g));
    const s = madd(f32x4.splat(0.999), loadLanes(meanSquare + i, left), f32x4.mul(f32x4.splat(0.001), f32x4.mul(g, g)));
    storeLanes(mean + i, m, left);
    storeLanes(meanSquare + i, s, left);
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(s, f32x4.splat(squareScale))), f32x4.splat(1e-8));
    const move = madd(f32x4.splat(decay), w, f32x4.div(f32x4.mul(m, f32x4.splat(meanScale)), deviation));
    finish(weights + i, madd(f32x4.splat(-rate), move, w), average, i, averageShare, left);
  }
  return sumLanes(sum);
}

@inline
function finish(to: usize, weights: v128, average: usize, offset: usize, share: f32, lanes: i32): void {
  storeLanes(to, weights, lanes);
  if (average === 0) return;
  const old = loadLanes(average + offset, lanes);
  storeLanes(average + offset, madd(f32x4.splat(1 - share), f32x4.sub(weights, old), old), lanes);
}
