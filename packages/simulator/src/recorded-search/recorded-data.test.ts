import { createRng } from '@stride/core';
import { describe, expect, it } from 'vitest';
import { rowMajorSpace } from '../data/row-major.js';
import type { RecordedCandidate } from './recorded-search.js';
import { recordedWorlds } from './recorded-data.js';

const space = rowMajorSpace(Array.from({ length: 5 }, (_, index) => ({ path: `/d${index}`, choices: [1, 2, 3, 4] })));
const truth = (encoding: readonly number[]) => encoding.reduce((sum, index, at) => sum + index * (at + 1), 0) / 45;

function recorded(count: number, failed = 0): RecordedCandidate[] {
  const rng = createRng(5);
  return Array.from({ length: count }, (_, index) => {
    const encoding = space.encodingAt(rng.bigInteger(space.size));
    return {
      encoding, hash: space.hashOf(encoding) ?? '', reward: index < failed ? null : truth(encoding), seconds: 10 * (1 + truth(encoding)), curve: [0.5, 0.8, 1],
    };
  });
}

describe('recordedWorlds', () => {
  const candidates = recorded(120);
  const data = recordedWorlds(space, { name: 'earlier', candidates })(1);

  it('gives what was recorded, give or take the noise of a training', () => {
    for (const { encoding, reward } of candidates) expect(Math.abs((data.trueReward(encoding) ?? Number.NaN) - (reward ?? 0))).toBeLessThan(0.05);
    expect(data).toMatchObject({ name: 'earlier', shares: [1 / 3, 2 / 3, 1] });
  });

  it('estimates what nobody tried by what is like it', () => {
    const rng = createRng(9);
    const unseen = Array.from({ length: 200 }, () => space.encodingAt(rng.bigInteger(space.size)));
    const errors = unseen.map((encoding) => Math.abs((data.trueReward(encoding) ?? Number.NaN) - truth(encoding)));
    // Without the model the mean error would be that of guessing the mean: 0.14.
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.05);
  });

  it('trains with the recorded curves and durations', () => {
    const { encoding } = candidates[0] as RecordedCandidate;
    const { rewards, seconds } = data.train(encoding, createRng(1));
    const last = rewards?.at(-1) ?? Number.NaN;
    expect(rewards).toEqual([0.5 * last, 0.8 * last, last]);
    expect((seconds ?? 0) / (10 * (1 + truth(encoding)))).toBeCloseTo(1, 0);
  });

  it('is another world for another number, and the same for the same', () => {
    const worlds = recordedWorlds(space, { name: 'earlier', candidates: recorded(20) });
    const at = (world: number) => Array.from({ length: 50 }, (_, rank) => worlds(world).trueReward(space.encodingAt(BigInt(rank * 20))));
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  it('fails what failed, and of the others as large a share', () => {
    const failing = recorded(100, 20);
    const some = recordedWorlds(space, { name: 'earlier', candidates: failing })(3);
    const known = failing[0] as RecordedCandidate;
    expect(some.trueReward(known.encoding)).toBeNull();
    expect(some.train(known.encoding, createRng(1)).rewards).toBeNull();
    const failures = Array.from({ length: 1024 }, (_, rank) => some.trueReward(space.encodingAt(BigInt(rank)))).filter((reward) => reward === null).length;
    // 20 % of 1024, five standard deviations.
    expect(Math.abs(failures - 205)).toBeLessThan(65);
  });

  it('makes do without curves and durations', () => {
    const bare = candidates.map((candidate) => ({ ...candidate, seconds: null, curve: [] }));
    const some = recordedWorlds(space, { name: 'bare', candidates: bare })(1);
    expect(some.shares).toEqual([1]);
    expect(some.train(space.encodingAt(7n), createRng(1))).toMatchObject({ rewards: [expect.any(Number)], seconds: null });
  });

  it('refuses a search of which too few completed', () => {
    expect(() => recordedWorlds(space, { name: 'short', candidates: recorded(7) })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('7 completed') as string }));
  });
});
