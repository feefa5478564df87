import { costOf } from '@stride/core';
import type { Backend } from '@stride/engine';
import { blockNetwork, blockPlaces, FUSED_STAGES, fusedNetwork, type BlockPlace, type Plan, type Setting } from './plan.js';
import { blockTimes, speedups, spreadOf, type BlockResult, type NetworkResult } from './results.js';
import { takeTurns } from './turns.js';

/** Layers of the longer of the two networks whose difference is a block's time. */
const LAYERS = 4;

export async function measureBlocks(backend: Backend, setting: Setting, plan: Plan, say: (text: string) => void): Promise<BlockResult[]> {
  const results: BlockResult[] = [];
  for (const place of blockPlaces(plan.width, setting.imageSize)) results.push(await measureBlock(backend, place, setting, plan));
  say(results.map(({ stage, timeRatio }) => `stage ${stage} x${timeRatio?.median.toFixed(2) ?? '?'}`).join(', '));
  return results;
}

async function measureBlock(backend: Backend, place: BlockPlace, setting: Setting, plan: Plan): Promise<BlockResult> {
  const pair = (op: 'mbconv' | 'fused_mbconv') => [blockNetwork(place, op, 1), blockNetwork(place, op, LAYERS)] as const;
  const mbconv = pair('mbconv'), fused = pair('fused_mbconv');
  const rounds = await takeTurns(backend, [...mbconv, ...fused], setting.batchSize, plan);
  const multiplyAdds = ([one, more]: ReturnType<typeof pair>) => (costOf(more).multiplyAdds - costOf(one).multiplyAdds) / (LAYERS - 1);
  return {
    ...setting, ...place, ...blockTimes(rounds, LAYERS - 1),
    mbconvMultiplyAdds: multiplyAdds(mbconv), fusedMultiplyAdds: multiplyAdds(fused),
  };
}

export async function measureNetworks(backend: Backend, setting: Setting, plan: Plan, say: (text: string) => void): Promise<NetworkResult[]> {
  const networks = FUSED_STAGES.map((fused) => fusedNetwork(fused, plan.width, setting.imageSize));
  const rounds = await takeTurns(backend, networks, setting.batchSize, plan);
  const gains = speedups(rounds);
  const results = FUSED_STAGES.map((fusedStages, index): NetworkResult => {
    const { params, multiplyAdds } = costOf(networks[index] as (typeof networks)[0]);
    const stepMs = spreadOf(rounds[index] ?? []);
    return { ...setting, fusedStages, params, multiplyAdds, stepMs, imagesPerSecond: (1000 * setting.batchSize) / stepMs.median, speedup: gains[index] as NetworkResult['speedup'] };
  });
  say(results.map(({ fusedStages, stepMs }) => `${fusedStages} fused ${stepMs.median.toFixed(0)} ms`).join(', '));
  return results;
}
