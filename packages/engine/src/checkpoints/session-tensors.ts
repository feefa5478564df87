/** What of a session is trained, by name: out of it for a checkpoint, and back into another session of the same network. */
import * as tf from '@tensorflow/tfjs-core';
import { StrideError } from '@stride/core';
import type { StoredTensor } from '@stride/safetensors';
import type { Session } from '../train/session.js';

type Tensors = Map<string, StoredTensor>;

const number = (index: number) => String(index).padStart(3, '0');

/** `parameters.<number>.<kind>`, in the order in which the network creates them. */
export async function parameterTensors({ network }: Session): Promise<Tensors> {
  const tensors: Tensors = new Map();
  for (const [index, { kind, variable }] of network.parameters.entries()) {
    tensors.set(`parameters.${number(index)}.${kind}`, await read(variable));
  }
  return tensors;
}

/** All running means of batch norm, layer after layer, then all running variances. */
export async function statisticsTensors({ network }: Session): Promise<Tensors> {
  const [mean, variance] = network.statistics.state();
  return new Map([['statistics.mean', await read(mean as tf.Tensor)], ['statistics.variance', await read(variance as tf.Tensor)]]);
}

export async function optimizerTensors({ optimizer }: Session): Promise<Tensors> {
  const tensors: Tensors = new Map();
  for (const [index, tensor] of optimizer.state().entries()) tensors.set(`optimizer.${number(index)}`, await read(tensor));
  return tensors;
}

/** @throws StrideError CHECKPOINT_INVALID when a tensor is missing or of another size */
export function restoreTensors(
  session: Session, tensors: ReadonlyMap<string, StoredTensor>, { updates, step }: { updates: number; step: number },
): void {
  const { network, optimizer } = session;
  const take = (name: string, size: number) => {
    const values = tensors.get(name)?.values;
    if (values?.length === size) return values;
    throw new StrideError('CHECKPOINT_INVALID', `The checkpoint holds ${values?.length ?? 0} numbers of ${name}; the network has ${size}.`);
  };
  const parameters = network.parameters.map(({ kind, variable }, index) => take(`parameters.${number(index)}.${kind}`, variable.size));
  const statistics = network.statistics.state().map(({ size }, index) => take(index === 0 ? 'statistics.mean' : 'statistics.variance', size));
  const state = optimizer.state().map(({ size }, index) => take(`optimizer.${number(index)}`, size));
  parameters.forEach((values, index) => {
    const { variable } = network.parameters[index] as Session['network']['parameters'][number];
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  });
  network.statistics.restore(statistics, updates);
  optimizer.restore(state, step);
}

async function read(tensor: tf.Tensor): Promise<StoredTensor> {
  return { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
}
