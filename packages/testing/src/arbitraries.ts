import fc from 'fast-check';
import type { Architecture, Stage } from '@stride/core';

const kernel = fc.constantFrom(1, 3, 5, 7);
const stride = fc.constantFrom(1, 2);

const stage: fc.Arbitrary<Stage> = fc.record({
  op: fc.constantFrom('mbconv', 'fused_mbconv'),
  kernel,
  stride,
  expansion: fc.integer({ min: 1, max: 64 }),
  channels: fc.integer({ min: 1, max: 16_384 }),
  layers: fc.integer({ min: 1, max: 12 }),
  squeezeExcite: fc.oneof(fc.constantFrom(0, 0.25, 1), fc.double({ min: 0, max: 1, noNaN: true }).map((ratio) => ratio + 0)),
});

/** Any valid architecture, with up to 6 stages. */
export const architectures: fc.Arbitrary<Architecture> = fc.record({
  schemaVersion: fc.constant(1 as const),
  input: fc.record({
    height: fc.integer({ min: 1, max: 8192 }),
    width: fc.integer({ min: 1, max: 8192 }),
    channels: fc.integer({ min: 1, max: 1024 }),
  }),
  classes: fc.integer({ min: 2, max: 1_000_000 }),
  stem: fc.record({ kernel, stride, channels: fc.integer({ min: 1, max: 16_384 }) }),
  stages: fc.array(stage, { minLength: 1, maxLength: 6 }),
  head: fc.record({ channels: fc.integer({ min: 1, max: 16_384 }) }),
});
