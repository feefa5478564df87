import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { costOf } from '@stride/core';
import { openBackend } from '@stride/engine';
import { expect, it } from 'vitest';
import { measureBlocks, measureNetworks } from './measure.js';
import { fusedNetwork, QUICK } from './plan.js';
import { store } from './store.js';

it('trains every block and network, and stores what was seen', async () => {
  const backend = await openBackend({ name: 'wasm' });
  const folder = mkdtempSync(path.join(tmpdir(), 'stride-blocks-'));
  try {
    const [setting] = QUICK.settings as [(typeof QUICK.settings)[0]];
    const said: string[] = [];
    const blocks = await measureBlocks(backend, setting, QUICK, (text) => said.push(text));
    const networks = await measureNetworks(backend, setting, QUICK, (text) => said.push(text));
    expect(blocks.map(({ stage, mbconvMs, fusedMs }) => [stage, mbconvMs.n, fusedMs.n])).toEqual([1, 2, 3, 4, 5, 6].map((stage) => [stage, QUICK.rounds, QUICK.rounds]));
    for (const block of blocks) expect(block.fusedMultiplyAdds).toBeGreaterThan(block.mbconvMultiplyAdds);
    expect(networks.map(({ fusedStages, params }) => [fusedStages, params])).toEqual(([0, 3, 5, 7] as const).map((fused) => [fused, costOf(fusedNetwork(fused, QUICK.width, setting.imageSize)).params]));
    for (const { stepMs, imagesPerSecond } of networks) expect([stepMs.n, imagesPerSecond > 0]).toEqual([QUICK.rounds, true]);
    expect(said).toHaveLength(2);

    const machine = { device: 'AMD EPYC(tm) 7', backend: 'wasm', isAccelerator: false, threads: 1, clock: 'processor' as const, cores: 2, memoryGB: 24, platform: 'linux x64', node: 'v20', loadBefore: 0 };
    const file = await store({ date: '2026-01-02T00:00:00.000Z', note: null, machine, plan: QUICK, blocks, networks }, folder);
    expect(path.basename(file)).toBe('2026-01-02-amd-epyc-7-wasm-blocks.md');
    const text = readFileSync(file, 'utf8');
    for (const [, plot = ''] of text.matchAll(/!\[.*?\]\((.*?)\)/g)) expect(existsSync(path.join(folder, plot))).toBe(true);
    expect(text).toContain('these times mean nothing');
    const stored = JSON.parse(readFileSync(file.replace(/md$/, 'json'), 'utf8')) as { blocks: object[]; networks: object[] };
    expect([stored.blocks.length, stored.networks.length]).toEqual([6, 4]);
  } finally {
    backend.dispose();
    rmSync(folder, { recursive: true });
  }
});
