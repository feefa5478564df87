import type { Block } from '../architecture/blocks.js';
import { NO_COST, addCosts, convolutionCost, squeezeExciteCost, type Cost } from './layer-cost.js';

/** The cost of one block; `Block` says which layers it has. */
export function blockCost(block: Block): Cost {
  const layers = block.op === 'mbconv' ? mbconvLayers(block) : fusedLayers(block);
  return addCosts(...layers, residualCost(block));
}

function mbconvLayers(block: Block): Cost[] {
  const { kernel, inChannels, hiddenChannels, outChannels, inputHeight, inputWidth } = block;
  const wideInput = { height: inputHeight, width: inputWidth, channels: hiddenChannels };
  const wideOutput = outputShape(block, hiddenChannels);
  const expand = convolutionCost({ kernel: 1, inChannels, output: wideInput, activation: true });
  return [
    block.expansion === 1 ? NO_COST : expand,
    convolutionCost({ kernel, inChannels: 1, output: wideOutput, activation: true }),
    squeezeExcite(block, wideOutput),
    convolutionCost({ kernel: 1, inChannels: hiddenChannels, output: outputShape(block, outChannels), activation: false }),
  ];
}

function fusedLayers(block: Block): Cost[] {
  const { kernel, inChannels, hiddenChannels, outChannels, inputHeight, inputWidth } = block;
  const output = outputShape(block, outChannels);
  if (block.expansion === 1) {
    return [
      squeezeExcite(block, { height: inputHeight, width: inputWidth, channels: inChannels }),
      convolutionCost({ kernel, inChannels, output, activation: true }),
    ];
  }
  const wideOutput = outputShape(block, hiddenChannels);
  return [
    convolutionCost({ kernel, inChannels, output: wideOutput, activation: true }),
    squeezeExcite(block, wideOutput),
    convolutionCost({ kernel: 1, inChannels: hiddenChannels, output, activation: false }),
  ];
}

function squeezeExcite(block: Block, shape: { height: number; width: number; channels: number }): Cost {
  return block.squeezeExciteChannels === 0 ? NO_COST : squeezeExciteCost(block.squeezeExciteChannels, shape);
}

function residualCost(block: Block): Cost {
  const elements = block.outputHeight * block.outputWidth * block.outChannels;
  return block.hasResidual ? { ...NO_COST, activationElements: elements } : NO_COST;
}

function outputShape(block: Block, channels: number) {
  return { height: block.outputHeight, width: block.outputWidth, channels };
}
