import { NO_AUGMENTATION } from '@stride/core';
import { expect, it } from 'vitest';
import { reductions } from './reduction.js';

const reductionFor = reductions({ height: 28, width: 40 }, { height: 20, width: 30 });
const crop = (height: number, width: number) => reductionFor({ height, width }).adapt({ ...NO_AUGMENTATION, crop: 4 }).crop;

it('pads smaller images by the same share', () => {
  expect([crop(14, 20), crop(7, 10), crop(1, 1)]).toEqual([2, 1, 0]);
});

it('leaves the network\'s own size to the device, and everything that is not smaller than the dataset\'s', () => {
  for (const [height, width] of [[20, 30], [56, 40], [14, 41], [29, 10]] as const) {
    const reduction = reductionFor({ height, width });
    expect([reduction.imageSize, crop(height, width)]).toEqual([{ height: 28, width: 40 }, 4]);
  }
});
