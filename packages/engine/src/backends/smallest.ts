import type { Tensor } from '@tensorflow/tfjs-core';

/** A read waits for all that was enqueued before it, so reading one tensor will do, and the smallest is read soonest. */
export function smallest(tensors: readonly Tensor[]): Tensor | undefined {
  return tensors.reduce<Tensor | undefined>((least, tensor) => (least && least.size <= tensor.size ? least : tensor), undefined);
}
