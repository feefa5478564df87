import fc from 'fast-check';
import { expect } from 'vitest';
import { exportNetwork } from '../../formats/registry.js';
import { floatsOf, numbers, withFiles } from '../../testing/python.js';
import { largestDifference, randomNetwork, smallArchitectures, type RandomFixture } from '../../testing/random-networks.js';

const NETWORKS = 40;

/**
 * Random networks with random weights, all in one process of Python: their logits must be the engine's.
 * @param framework `run` runs Python in a folder; `forward` is an expression for the logits of `images`, an array of numpy's with the
 *   engine's axes
 */
export async function expectEveryNetwork(
  format: 'pytorch' | 'keras', { run, forward }: { run: (folder: string, script: string) => string; forward: string },
): Promise<void> {
  const fixtures: RandomFixture[] = [];
  for (const architecture of fc.sample(smallArchitectures, NETWORKS)) fixtures.push(await randomNetwork(architecture, fixtures.length));
  const files = fixtures.flatMap(({ network, inputs }, index) => [
    ...exportNetwork(format, { name: `network${index}`, architecture: network.architecture, weights: network, document: null })
      .map(({ name, bytes }) => ({ name: name === 'weights.safetensors' ? `weights${index}` : name, bytes })),
    numbers(`inputs${index}`, inputs),
  ]);
  const script = `
import importlib, numpy
for index in range(${NETWORKS}):
    module = importlib.import_module(f"network{index}_${format}")
    model = module.load_weights(f"weights{index}")
    images = numpy.fromfile(f"inputs{index}", "float32").reshape(-1, *module.IMAGE_SIZE, module.CHANNELS)
    numpy.asarray(${forward}, "float32").tofile(f"logits{index}")
`;
  withFiles([...files, { name: 'every.py', bytes: Buffer.from(script) }], (folder) => {
    run(folder, 'every.py');
    fixtures.forEach(({ logits, network }, index) => {
      const own = floatsOf(folder, `logits${index}`);
      expect(own).toHaveLength(logits.length);
      // Float32 has 24 bits wherever the point is, and random weights make large numbers.
      const largest = logits.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      expect(largestDifference(own, logits) / largest, JSON.stringify(network.architecture)).toBeLessThan(1e-4);
    });
  });
}
