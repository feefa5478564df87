import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateArchitecture } from './architecture/validate.js';
import { costOf } from './cost-model/cost.js';
import { countEncodings, decodeArchitecture } from './search-space/encoding.js';
import { countArchitectures, encodeArchitecture, enumerateArchitectures } from './search-space/networks.js';
import { parseSearchSpace } from './search-space/parse.js';

const folder = new URL('../../../search-spaces/', import.meta.url);
const load = (file: string) => parseSearchSpace(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

/** Encodings and networks, worked out by hand from the choices in the files. */
const COUNTS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  // Stage 1 has 8 looks; leaving it out is one network and not 8, hence 17 instead of 24.
  'fashion-mnist.json': [24n * 32n * 16n, 17n * 32n * 16n],
  // Stage 4 likewise: 24 looks, 4 depths and one way to leave it out.
  'cifar10.json': [48n * 72n * 96n * 120n, 48n * 72n * 96n * 97n],
  'efficientnetv2.json': [12n ** 6n * 3n * 5n * 5n * 5n * 6n * 9n, 12n ** 6n * 3n * 5n * 5n * 5n * 6n * 9n],
};

describe('search-spaces/', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

  it('holds the spaces with stated counts and no other', () => {
    expect(files.sort()).toEqual(Object.keys(COUNTS).sort());
  });

  it.each(files)('%s is valid, named like its file, of the stated size, and holds its reference', (file) => {
    const space = load(file);
    expect(`${space.name}.json`).toBe(file);
    expect([countEncodings(space), countArchitectures(space)]).toEqual(COUNTS[file]);
    const encoding = encodeArchitecture(space, space.reference);
    expect(decodeArchitecture(space, encoding as number[])).toEqual(validateArchitecture(space.reference));
  });

  it('fashion-mnist.json stays small enough for one CPU core', () => {
    const costs = Array.from(enumerateArchitectures(load('fashion-mnist.json')), costOf);
    const params = costs.map((cost) => cost.params).sort((a, b) => a - b);
    expect(params[0]).toBeGreaterThan(5_000);
    expect(params.at(-1)).toBeLessThan(115_000);
    expect(Math.max(...costs.map((cost) => cost.multiplyAdds))).toBeLessThan(6e6);
  });

  it('efficientnetv2.json refers to EfficientNetV2-S', () => {
    expect(costOf(load('efficientnetv2.json').reference).params).toBe(21_458_488);
  });
});
