import type { ScalingMethod } from './scaling.js';

/** Products such as 25 * 2.2 come out a little above the whole number that they are. */
const NOISE = 1e-9;

/** Layers of each stage when all of them together become `depth` times as many. */
export function scaledLayers(layers: readonly number[], depth: number, method: ScalingMethod): number[] {
  if (method === 'compound') return layers.map((count) => Math.ceil(count * depth - NOISE));
  const total = sum(layers);
  const change = Math.round(total * depth) - total;
  const moves = layersMoved(layers, Math.abs(change), change > 0);
  return layers.map((count, stage) => count + Math.sign(change) * (moves[stage] ?? 0));
}

/**
 * Hands out layers one by one, each to the stage with the strongest claim: a stage's claim is its layers times its place
 * (1 for the first), and falls as it is served (the Sainte-Lague method). So stages get their share, later ones more than
 * theirs, and a deeper network has at least the layers of a shallower one everywhere. Layers are taken away by the same
 * rule, but for the last one of a stage.
 */
function layersMoved(layers: readonly number[], count: number, adding: boolean): number[] {
  const claims = layers.map((own, stage) => own * (stage + 1));
  const limits = layers.map((own) => (adding ? Infinity : own - 1));
  const moved = firstMoves(claims, limits, count);
  for (let move = sum(moved); move < count; move += 1) {
    let best = -1, strongest = 0;
    claims.forEach((claim, stage) => {
      const served = moved[stage] ?? 0;
      const left = claim / (2 * served + 1);
      if (left >= strongest && served < (limits[stage] ?? 0)) [best, strongest] = [stage, left];
    });
    if (best < 0) break;
    moved[best] = (moved[best] ?? 0) + 1;
  }
  return moved;
}

const BISECTIONS = 40;

/** All moves but a few: those of claims above a bar that leaves no more than `count`. Thousands one by one would take long. */
function firstMoves(claims: readonly number[], limits: readonly number[], count: number): number[] {
  const above = (bar: number) => claims.map((claim, stage) => Math.min(limits[stage] ?? 0, Math.floor((claim / bar + 1) / 2)));
  let low = 0, high = 2 * Math.max(...claims);
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (sum(above(middle)) > count) low = middle;
    else high = middle;
  }
  return above(high);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
