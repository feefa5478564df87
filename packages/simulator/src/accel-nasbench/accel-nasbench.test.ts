import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRng } from '@stride/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { tableData } from '../table/table-data.js';
import { findAccelNasBench } from './find.js';
import { loadRecordedRows } from './recorded-rows.js';
import { ACCEL_NASBENCH_SPACE, DECISIONS, EFFICIENTNET_B0, encodingOf, featuresOf } from './space.js';
import { loadSurrogate } from './surrogate.js';
import { surrogateData } from './surrogate-data.js';
import { BoostedTrees } from './trees.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stride-anb-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every block adds its layers and the tenth of its kernel; three trees of the same form as the published ones. */
const params_M = Object.fromEntries(Array.from({ length: 7 }, (_, block) => [1, 4, 6].flatMap((e) => [3, 5].flatMap((k) => [1, 2, 3, 4].flatMap((l) => [0, 1].map((se) => (
  [`${block}_${e}${k}${l}${se}`, l + k / 10] as const)))))).flat());
writeFileSync(path.join(folder, 'anb_surrogate.json.gz'), gzipSync(JSON.stringify({
  features: '', additive: { params_M },
  models: {
    top1: { log: false, base: 60, trees: [[[0, 4, 1, 2], 0, [7, 4, 3, 4], 1, 2]] }, thr_a100: { log: true, base: 2, trees: [[[14, 1.5, 1, 2], 1, 0.5]] },
    train_s: { log: true, base: 0, trees: [[3], [4]] },
  },
})));
const HEAD = 'id,e,k,l,se,top1,top5,train_s,macs_M,params_M,thr_a100';
writeFileSync(path.join(folder, 'accel_nasbench.csv.gz'), gzipSync([
  HEAD, '0,6666661,3333335,1111141,0000000,60,80,100,1,2,9000', '1,1111111,3333333,1111111,1111111,64,80,200,1,3,', '2,6666661,3333335,1111141,0000000,61,80,300,1,2,9500', '',
].join('\n')));

describe('the space', () => {
  it('has 3^7 * 2^7 * 3^6 * 4 * 2^7 networks, each with a rank and a name of its own', () => {
    expect(ACCEL_NASBENCH_SPACE.size).toBe(BigInt(3 ** 13 * 4) * 2n ** 14n);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: ACCEL_NASBENCH_SPACE.size - 1n }), (rank) => {
      const encoding = ACCEL_NASBENCH_SPACE.encodingAt(rank);
      expect(encodingOf(featuresOf(encoding))).toEqual(encoding);
      expect(ACCEL_NASBENCH_SPACE.hashOf(encoding)).toBe(rank.toString(16).padStart(16, '0'));
    }));
  });

  it('holds EfficientNet-B0', () => {
    expect(featuresOf(EFFICIENTNET_B0).join('')).toBe('1666666' + '3353553' + '1223341' + '1111111');
    expect(DECISIONS).toHaveLength(28);
    expect(() => encodingOf(DECISIONS.map(() => 9))).toThrow('found 9 for e0');
  });
});

describe('BoostedTrees', () => {
  it('goes left where a feature is below the threshold, sums leaves and base, and takes exp() of a logarithm', () => {
    const trees = [[[0, 2, 1, 2], 10, [1, 1, 3, 4], 20, 30], [0.5]] as const;
    const predict = (log: boolean, features: number[]) => new BoostedTrees({ log, base: 1, trees }).predict(features);
    expect([[1, 9], [2, 0], [2, 1]].map((features) => predict(false, features))).toEqual([11.5, 21.5, 31.5]);
    expect(predict(true, [1, 9])).toBeCloseTo(Math.exp(11.5), 6);
  });
});

describe('the surrogate', () => {
  it('predicts from the features, and sums parameters over blocks', () => {
    const surrogate = loadSurrogate(folder);
    expect([surrogate.top1(EFFICIENTNET_B0), surrogate.throughput(EFFICIENTNET_B0), surrogate.trainSeconds(EFFICIENTNET_B0)]).toEqual([60, Math.exp(3), Math.exp(7)]);
    expect(surrogate.params(EFFICIENTNET_B0)).toBeCloseTo(16 + 2.7, 12);
  });

  it('rewards a network of the step time and the size of EfficientNet-B0 by its top1', () => {
    const surrogate = loadSurrogate(folder);
    const joint = surrogateData(surrogate, { objective: 'joint', noise: 0 });
    expect(joint.trueReward(EFFICIENTNET_B0)).toBe(60);
    const deeper = encodingOf(featuresOf(EFFICIENTNET_B0).with(14, 2));
    // Half a unit of log throughput less, and one layer more.
    expect(joint.trueReward(deeper)).toBeCloseTo(60 * Math.exp(0.5) ** -0.07 * (19.7 / 18.7) ** -0.05, 10);
    expect(joint.train(deeper, createRng(1))).toEqual({ rewards: [joint.trueReward(deeper)], seconds: Math.exp(7) });
  });

  it('adds the noise of one training to top1', () => {
    const data = surrogateData(loadSurrogate(folder), { objective: 'top1', noise: 0.256 });
    const seen = Array.from({ length: 4000 }, (_, seed) => data.train(EFFICIENTNET_B0, createRng(seed)).rewards?.[0] ?? Number.NaN);
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    // Five standard errors.
    expect(Math.abs(mean - 60)).toBeLessThan((5 * 0.256) / Math.sqrt(4000));
    expect(Math.sqrt(seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length)).toBeCloseTo(0.256, 1);
  });
});

it('reads recorded rows, with means where a network stands twice and failures where a value is blank', () => {
  const table = loadRecordedRows(folder);
  const data = tableData(table);
  expect(table).toMatchObject({ rows: 2, cost: 'train_s' });
  const [twice, once] = [0n, 1n].map((rank) => data.space.encodingAt(rank)) as [number[], number[]];
  expect(featuresOf(twice).join('')).toBe('6666661' + '3333335' + '1111141' + '0000000');
  expect([data.trueReward(twice), data.trueReward(once), data.best]).toEqual([60.5, 64, 64]);
  expect(data.train(twice, createRng(1))).toEqual({ rewards: [60.5], seconds: 200 });
  expect(table.metrics.get('thr_a100')?.values[0]?.mean(1)).toBeNaN();
});

it('finds the folder that is named, or says what is missing', () => {
  expect(findAccelNasBench(folder, '/nowhere')).toBe(folder);
  expect(() => findAccelNasBench(null, path.join(folder, 'a', 'b'))).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', message: expect.stringContaining('--data') as string }));
});

it('names the file that is damaged', () => {
  const other = mkdtempSync(path.join(tmpdir(), 'stride-anb-'));
  try {
    writeFileSync(path.join(other, 'anb_surrogate.json.gz'), '{}');
    expect(() => loadSurrogate(other)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', message: expect.stringContaining('not the surrogate') as string }));
    writeFileSync(path.join(other, 'accel_nasbench.csv.gz'), 'id,e\n');
    expect(() => loadRecordedRows(other)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', message: expect.stringContaining('has no column k') as string }));
  } finally {
    rmSync(other, { recursive: true });
  }
});
