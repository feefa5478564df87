import fc from 'fast-check';
import { StrideError, type Architecture, type Choice, type DecisionSpace, type SearchSpace, type SearchSpaceStage } from '@stride/core';

/** One value or a list of some of them. */
function choice<const T>(...values: readonly T[]): fc.Arbitrary<Choice<T>> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.shuffledSubarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) }) },
  );
}

/** Values are few and close together, so that different choices often make one network. */
const stage: fc.Arbitrary<SearchSpaceStage> = fc.record({
  op: choice('mbconv', 'fused_mbconv'),
  kernel: choice(1, 3),
  stride: choice(1, 2),
  expansion: choice(1, 2),
  channels: choice(2, 3, 4),
  layers: choice(0, 1, 2, 3),
  squeezeExcite: choice(0, 0.25, 0.34, 0.5),
});

/**
 * Search spaces of at most `maxEncodings` encodings, full of choices that make the same network: stages that look like
 * one another or can be left out, squeeze-excite ratios of one width, images of a single pixel.
 */
export function smallSearchSpaces(maxEncodings: number): fc.Arbitrary<SearchSpace> {
  return fc.record({
    height: choice(1, 2, 5),
    width: choice(1, 2),
    classes: choice(2, 3),
    kernel: choice(1, 3),
    stride: choice(1, 2),
    stem: choice(2, 4),
    stages: fc.array(stage, { minLength: 1, maxLength: 4 }),
    always: stage.chain((base) => choice(1, 2, 3).map((count) => ({ ...base, layers: count }))),
    position: fc.nat(4),
    head: choice(8, 16),
  }).map(({ height, width, classes, kernel, stride, stem, stages, always, position, head }): SearchSpace => {
    const all = [...stages.slice(0, position), always, ...stages.slice(position)];
    return {
      schemaVersion: 1, name: 'small', input: { height, width, channels: 1 }, classes,
      stem: { kernel, stride, channels: stem }, stages: all, head: { channels: head },
      reference: reference(first(height), first(width), first(classes)),
    };
  }).filter((space) => encodings(space) <= maxEncodings);
}

/** Tables of at most `maxPoints` random rows: a mutant of a row is hardly ever another one. */
export function sparseSpaces(maxPoints: number): fc.Arbitrary<DecisionSpace> {
  const width = 12;
  return fc.uniqueArray(fc.array(fc.nat(3), { minLength: width, maxLength: width }), { minLength: 1, maxLength: Math.min(40, maxPoints), selector: String })
    .map((rows): DecisionSpace => {
      const names = new Map(rows.map((row, index) => [row.join(), (index + 1).toString(16).padStart(16, '0')]));
      return {
        decisions: Array.from({ length: width }, (_, index) => ({ path: `/${index}`, choices: ['a', 'b', 'c', 'd'] })),
        size: BigInt(rows.length),
        encodingAt: (rank) => rows[Number(rank)] as number[],
        hashOf: (encoding) => {
          if (encoding.length !== width) throw new StrideError('ENCODING_INVALID', `found ${encoding.length} indices; expected ${width}`);
          return names.get(encoding.join()) ?? null;
        },
      };
    });
}

/** A space of more than 10^20 networks, no two encodings alike. */
export function hugeSearchSpace(): SearchSpace {
  const stages = [16, 24, 40, 80, 112, 192, 320].map((channels, index): SearchSpaceStage => ({
    op: ['mbconv', 'fused_mbconv'], kernel: [3, 5, 7], stride: index % 2 === 0 ? 1 : 2, expansion: [1, 2, 3, 4, 6],
    channels: [channels, channels + 8], layers: [1, 2, 3, 4, 5], squeezeExcite: [0, 0.25, 0.5],
  }));
  return {
    schemaVersion: 1, name: 'huge', input: { height: 64, width: 64, channels: 3 }, classes: 10,
    stem: { kernel: 3, stride: 2, channels: 16 }, stages, head: { channels: 64 }, reference: reference(64, 64, 10, 3),
  };
}

function first<T>(value: T | readonly T[]): T {
  return (Array.isArray(value) ? value[0] : value) as T;
}

function encodings(space: SearchSpace): number {
  const parts = [space.input, space.stem, space.head, { classes: space.classes }, ...space.stages];
  return parts.flatMap((part) => Object.values(part))
    .reduce((product: number, value: unknown) => product * (Array.isArray(value) ? value.length : 1), 1);
}

function reference(height: number, width: number, classes: number, channels = 1): Architecture {
  return {
    schemaVersion: 1, input: { height, width, channels }, classes, stem: { kernel: 3, stride: 1, channels: 2 },
    stages: [{ op: 'mbconv', kernel: 3, stride: 1, expansion: 1, channels: 2, layers: 1, squeezeExcite: 0 }],
    head: { channels: 8 },
  };
}
