/** No package of Debian's has Keras 3: everywhere files run on a stand-in for it, and in Keras itself where a Python has it. */
import { fileURLToPath } from 'node:url';
import { costOf } from '@stride/core';
import { expect, it } from 'vitest';
import { exportNetwork } from '../formats/registry.js';
import { floatsOf, kerasPython, numbers, python, run, withFiles } from '../testing/python.js';
import { EVERYTHING, SMALL, trainedOnFashion, trainedOnPatterns, type TrainedFixture } from '../testing/trained.js';
import { expectEveryNetwork } from './testing/every-network.js';

/** Some of its backends compile every layer first. */
const KERAS_MS = 300_000;

const script = (code: string) => ({ name: 'script.py', bytes: Buffer.from(code) });

/** Prints the names that a module uses and neither defines nor imports. */
const UNDEFINED_NAMES = `
import ast, builtins, sys
tree = ast.parse(open(sys.argv[1]).read())
known = set(dir(builtins)) | {"__file__"}
for node in ast.walk(tree):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)): known.add(node.name)
    if isinstance(node, ast.arg): known.add(node.arg)
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load): known.add(node.id)
    if isinstance(node, ast.alias): known.add((node.asname or node.name).split(".")[0])
print(*sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - known))
`;

it.each([['every kind of layer', EVERYTHING], ['a small network', SMALL]])('is Python that knows every name it uses: %s', (_, architecture) => {
  const files = exportNetwork('keras', { name: 'network', architecture, weights: null, document: null });
  expect(files.map(({ name }) => name)).toEqual(['network_keras.py']);
  withFiles([...files, script(UNDEFINED_NAMES)], (folder) => {
    python(folder, '-m', 'py_compile', 'network_keras.py');
    expect(python(folder, 'script.py', 'network_keras.py')).toBe('\n');
  });
});

const classify = ({ count, source: { architecture: { input } } }: TrainedFixture) => `
import numpy
from network_keras import count_parameters, load_weights, normalize

model = load_weights()
print(count_parameters(model))
pixels = numpy.fromfile("pixels", "uint8").reshape(${count}, ${input.height}, ${input.width}, ${input.channels})
numpy.asarray(model.predict(normalize(pixels), verbose=0), "float32").tofile("logits")
`;

const networks = [['pictures of every shape of layer', trainedOnPatterns], ['photographs', trainedOnFashion]] as const;

/** Parameters and logits in a Python that finds some `keras`. */
function expectTheSame(fixture: TrainedFixture, runPython: (folder: string, file: string) => string): void {
  const { source, pixels, logits } = fixture;
  const files = exportNetwork('keras', source);
  expect(files.map(({ name }) => name)).toEqual(['network_keras.py', 'weights.safetensors']);
  withFiles([...files, numbers('pixels', pixels), script(classify(fixture))], (folder) => {
    expect(runPython(folder, 'script.py')).toBe(`${costOf(source.architecture).params}\n`);
    const own = floatsOf(folder, 'logits');
    expect(own).toHaveLength(logits.length);
    expect(Math.max(...own.map((value, index) => Math.abs(value - (logits[index] as number))))).toBeLessThan(1e-4);
  });
}

/** Its folder holds a package of the name of the real one. */
const STAND_IN = fileURLToPath(new URL('./testing', import.meta.url));

const onStandIn = (folder: string, file: string) =>
  python(folder, '-c', `import sys; sys.path.insert(0, ${JSON.stringify(STAND_IN)}); exec(open("${file}").read())`);

it.each(networks)('puts every weight in its place: the engine\'s logits within 1e-4 on %s', async (_, train) => {
  expectTheSame(await train(), onStandIn);
});

it('does so whatever the architecture', () => expectEveryNetwork('keras', { run: onStandIn, forward: 'model.predict(images)' }));

const real = kerasPython();
if (real !== null) {
  it.each(networks)('gives the engine\'s logits within 1e-4 in Keras itself on %s', async (_, train) => {
    expectTheSame(await train(), (folder, file) => run(real, folder, file));
  }, KERAS_MS);
}
