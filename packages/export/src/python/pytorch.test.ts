/** Runs in Debian's PyTorch. */
import { costOf, referenceArchitecture, type Architecture } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { exportNetwork } from '../formats/registry.js';
import { floatsOf, numbers, python, withFiles } from '../testing/python.js';
import { EVERYTHING, SMALL, trainedOnFashion, trainedOnPatterns } from '../testing/trained.js';
import { expectEveryNetwork } from './testing/every-network.js';

const files = (architecture: Architecture) => exportNetwork('pytorch', { name: 'network', architecture, weights: null, document: null });

it('has as many parameters as the cost model counts', () => {
  const networks = [EVERYTHING, SMALL, referenceArchitecture('efficientnetv2-b0'), referenceArchitecture('efficientnetv2-s')];
  const exported = networks.flatMap((architecture, index) => exportNetwork('pytorch', { name: `network${index}`, architecture, weights: null, document: null }));
  const script = `
import importlib
for index in range(${networks.length}):
    module = importlib.import_module(f"network{index}_pytorch")
    print(module.count_parameters(module.Network()))
`;
  const printed = withFiles([...exported, { name: 'count.py', bytes: Buffer.from(script) }], (folder) => python(folder, 'count.py'));
  expect(printed.trim().split('\n').map(Number)).toEqual(networks.map((architecture) => costOf(architecture).params));
});

it('gives the engine\'s logits whatever the architecture', () => expectEveryNetwork('pytorch', {
  run: python, forward: 'model(module.torch.from_numpy(images.transpose(0, 3, 1, 2))).detach().numpy()',
}));

it('is one file without weights, and trains', () => {
  const train = `
import torch
from network_pytorch import CHANNELS, CLASSES, IMAGE_SIZE, Network, normalize

torch.manual_seed(1)
model = Network()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
images = normalize(torch.randint(0, 256, (16, CHANNELS, *IMAGE_SIZE)) / 255)
labels = torch.arange(16) % CLASSES
for _ in range(30):
    loss = torch.nn.functional.cross_entropy(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    first = locals().get("first", loss.item())
print(first, loss.item())
`;
  const exported = files(EVERYTHING);
  expect(exported.map(({ name }) => name)).toEqual(['network_pytorch.py']);
  const printed = withFiles([...exported, { name: 'train.py', bytes: Buffer.from(train) }], (folder) => python(folder, 'train.py'));
  const [first, last] = printed.split(' ').map(Number) as [number, number];
  expect(first).toBeGreaterThan(1);
  expect(last).toBeLessThan(first / 2);
});

describe.each([['pictures of every shape of layer', trainedOnPatterns], ['photographs', trainedOnFashion]])('with weights, on %s', (_, train) => {
  it('gives the engine\'s logits within 1e-4', async () => {
    const { source, pixels, count, logits } = await train();
    const { classes, input: { height, width, channels } } = source.architecture;
    const script = `
import array, torch
from network_pytorch import load_weights, normalize

pixels = torch.frombuffer(bytearray(open("pixels", "rb").read()), dtype=torch.uint8)
with torch.no_grad():
    logits = load_weights()(normalize(pixels.reshape(${count}, ${height}, ${width}, ${channels}).permute(0, 3, 1, 2)))
array.array("f", logits.flatten().tolist()).tofile(open("logits", "wb"))
`;
    const exported = exportNetwork('pytorch', source);
    expect(exported.map(({ name }) => name)).toEqual(['network_pytorch.py', 'weights.safetensors']);
    const own = withFiles([...exported, numbers('pixels', pixels), { name: 'classify.py', bytes: Buffer.from(script) }], (folder) => {
      expect(python(folder, 'network_pytorch.py', 'weights.safetensors')).toBe(`${costOf(source.architecture).params.toLocaleString('en-US')} parameters\n`);
      python(folder, 'classify.py');
      return floatsOf(folder, 'logits');
    });
    expect(own).toHaveLength(count * classes);
    expect(Math.max(...logits.map(Math.abs))).toBeGreaterThan(0.1);
    expect(Math.max(...own.map((value, index) => Math.abs(value - (logits[index] as number))))).toBeLessThan(1e-4);
  });
});
