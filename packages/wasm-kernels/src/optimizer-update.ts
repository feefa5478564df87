import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { at, compute, type Workspace } from './compute.js';

/**
 * One step of an optimizer over all parameters, in place: the one kernel that writes into its inputs, which therefore must
 * belong to nobody but the optimizer. Inputs, as a list: the weights, as many gradients, the rule's flat state vectors in
 * the order of its parameters below, and the flat vector of averages where there is one. Returns the sum of the gradients.
 */
export const OPTIMIZER_UPDATE = 'OptimizerUpdate';

export interface OptimizerUpdateAttrs {
  /** State: rmsprop mean square and momentum; sgd momentum; adamw mean and mean square. */
  readonly rule: 'rmsprop' | 'sgd' | 'adamw';
  readonly rate: number;
  /** Weight decay of each parameter. */
  readonly decays: readonly number[];
  /** Share of the old value in the average; null where there is none. */
  readonly averageShare: number | null;
  /** From 1. */
  readonly step: number;
}

const STATES = { rmsprop: 2, sgd: 1, adamw: 2 } as const;

export const optimizerUpdate: KernelConfig = {
  kernelName: OPTIMIZER_UPDATE,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const tensors = inputs as unknown as TensorInfo[];
    const options = attrs as unknown as OptimizerUpdateAttrs;
    const sum = compute(backend as BackendWasm, [], (out, workspace) => {
      workspace.floats(out, 1)[0] = updateAll(workspace, tensors, options);
    });
    for (const weights of tensors.slice(0, options.decays.length)) announceChange(backend as BackendWasm, weights);
    return sum;
  },
};

/**
 * The shipped kernels that run on XNNPACK (depthwise convolutions among them) keep a packed copy of each filter for as long
 * as its tensor is registered, and would go on with the old values.
 */
function announceChange({ dataIdMap, wasm }: BackendWasm, { dataId, shape }: TensorInfo): void {
  const { id, memoryOffset } = dataIdMap.get(dataId);
  wasm.tfjs.disposeData(id);
  wasm.tfjs.registerTensor(id, shape.reduce((product, length) => product * length, 1), memoryOffset);
}

function updateAll(workspace: Workspace, tensors: readonly TensorInfo[], options: OptimizerUpdateAttrs): number {
  const count = options.decays.length;
  const addresses = tensors.map(workspace.address);
  const flat = addresses.slice(2 * count);
  let sum = 0, offset = 0;
  for (let index = 0; index < count; index++) {
    const size = (tensors[index] as TensorInfo).shape.reduce((product, length) => product * length, 1);
    const state = flat.slice(0, STATES[options.rule]).map((address) => at(address, offset));
    const average = options.averageShare === null ? 0 : at(flat[STATES[options.rule]] as number, offset);
    sum += updateOne(workspace, options, index, [addresses[index] as number, addresses[count + index] as number, ...state, average, size]);
    offset += size;
  }
  return sum;
}

function updateOne({ simd }: Workspace, options: OptimizerUpdateAttrs, index: number, operands: number[]): number {
  const { rule, rate, decays, averageShare, step } = options;
  const settings = [rate, decays[index] as number, averageShare ?? 0];
  if (rule === 'adamw') settings.push(1 / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step));
  return simd[rule](...operands, ...settings);
}
