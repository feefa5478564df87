import { costOf, referenceArchitecture } from '@stride/core';
import { architectures } from '@stride/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layersOf, parametersOf, statisticsOf } from './layers.js';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

it('has exactly the parameters that the cost model counts, numbered in the order of the layers', () => fc.assert(
  fc.property(architectures, (architecture) => {
    const layers = layersOf(architecture);
    const parameters = parametersOf(layers);
    expect(parameters.map(({ index }) => index)).toEqual(parameters.map((_, index) => index));
    expect(parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(costOf(architecture).params);
    expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
  })));

it('hands each layer what the one before it gives', () => fc.assert(fc.property(architectures, (architecture) => {
  let { input: { channels, height, width } } = architecture;
  for (const layer of layersOf(architecture)) {
    if (layer.kind === 'convolution') {
      expect([layer.inChannels, layer.input]).toEqual([channels, { height, width }]);
      channels = layer.outChannels;
      ({ height, width } = layer.output);
      expect([height, width]).toEqual([Math.ceil(layer.input.height / layer.stride), Math.ceil(layer.input.width / layer.stride)]);
    } else if (layer.kind === 'classifier') {
      expect(layer.features).toBe(channels);
    } else {
      expect([layer.channels, layer.size]).toEqual([channels, { height, width }]);
    }
  }
})));

it('has 60,608 running statistics in EfficientNetV2-B0 and 153,872 in S, as in the paper\'s counts', () => {
  expect(2 * statisticsOf(layersOf(referenceArchitecture('efficientnetv2-b0')))).toBe(7_200_312 - 7_139_704);
  expect(2 * statisticsOf(layersOf(referenceArchitecture('efficientnetv2-s')))).toBe(21_612_360 - 21_458_488);
});

it('adds to a block\'s output what went into the block', () => {
  const layers = layersOf(referenceArchitecture('efficientnetv2-b0'));
  const names = layers.map(({ name }) => name);
  const adds = layers.flatMap((layer) => (layer.kind === 'add' ? [[layer.name, layer.skip]] : []));
  expect(names.slice(0, 6)).toEqual(['stem', 'stage1.block0.fused', 'stage2.block0.fused', 'stage2.block0.project', 'stage2.block1.fused', 'stage2.block1.project']);
  expect(adds.slice(0, 3)).toEqual([
    ['stage2.block1.add', 'stage2.block0.project'], ['stage3.block1.add', 'stage3.block0.project'], ['stage4.block1.add', 'stage4.block0.project'],
  ]);
  expect(names.slice(-7)).toEqual([
    'stage6.block7.depthwise', 'stage6.block7.squeeze_excite', 'stage6.block7.project', 'stage6.block7.add', 'head', 'pool', 'classifier',
  ]);
});
