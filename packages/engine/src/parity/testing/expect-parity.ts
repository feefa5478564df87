import { expect, it } from 'vitest';
import { openBackend, type OpenOptions } from '../../backends/open-backend.js';
import { worstDifference } from './compare.js';
import { openCpu } from './cpu-backend.js';
import { NETWORKS } from './networks.js';
import { trainBriefly } from './train-briefly.js';

/** Same seed, same steps, on the backend and on the cpu backend: the same weights but for rounding. */
export function itTrainsLikeTheCpu(options: OpenOptions): void {
  it.each(Object.entries(NETWORKS))('five steps and inference of an %s network', async (_, architecture) => {
    const expected = await trainBriefly(await openCpu(), architecture);
    const backend = await openBackend(options);
    const actual = await trainBriefly(backend, architecture);
    backend.dispose();
    const worst = worstDifference(actual, expected);
    expect(worst.difference, worst.name).toBeLessThan(1e-4);
  });
}
