import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { compute, computeAll, type Workspace } from './compute.js';

/** Inputs x [..., C], scale, shift [C] -> y [..., C] with the moments of x, mean [C], biased variance [C]. */
export const BATCH_NORM_TRAINING = 'BatchNormTraining';
/** Inputs dy, x, y [..., C], mean, variance, scale, shift [C] -> gradients of x, scale, shift; y as training gave it. */
export const BATCH_NORM_GRADIENT = 'BatchNormGradient';
/** Inputs x [..., C], mean, variance, scale, shift [C] -> y [..., C]. */
export const BATCH_NORM_INFERENCE = 'BatchNormInference';

export interface BatchNormAttrs {
  readonly epsilon: number;
  /** Whether SiLU follows. */
  readonly silu: boolean;
}

type Inputs<Name extends string> = Readonly<Record<Name, TensorInfo>>;
type Norm = 'mean' | 'variance' | 'scale' | 'shift';

export const batchNormTraining: KernelConfig = {
  kernelName: BATCH_NORM_TRAINING,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, scale, shift } = inputs as unknown as Inputs<'x' | 'scale' | 'shift'>;
    const { epsilon, silu } = attrs as unknown as BatchNormAttrs;
    const { rows, channels } = rowsOf(x);
    return computeAll(backend as BackendWasm, [x.shape, [channels], [channels]], ([y, mean, variance], workspace) => {
      const { simd, address } = workspace;
      simd.moments(address(x), rows, channels, mean as number, variance as number, workspace.scratch(2 * channels));
      const [factor, offset] = factors(workspace, [mean as number, variance as number, address(scale), address(shift)], epsilon, channels);
      simd.batchNormApply(address(x), rows, channels, factor, offset, Number(silu), y as number);
    });
  },
};

export const batchNormInference: KernelConfig = {
  kernelName: BATCH_NORM_INFERENCE,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, mean, variance, scale, shift } = inputs as unknown as Inputs<'x' | Norm>;
    const { epsilon, silu } = attrs as unknown as BatchNormAttrs;
    const { rows, channels } = rowsOf(x);
    return compute(backend as BackendWasm, x.shape, (y, workspace) => {
      const [factor, offset] = factors(workspace, [mean, variance, scale, shift].map(workspace.address), epsilon, channels);
      workspace.simd.batchNormApply(workspace.address(x), rows, channels, factor, offset, Number(silu), y);
    });
  },
};

export const batchNormGradient: KernelConfig = {
  kernelName: BATCH_NORM_GRADIENT,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { dy, x, y, mean, variance, scale, shift } = inputs as unknown as Inputs<'dy' | 'x' | 'y' | Norm>;
    const { epsilon, silu } = attrs as unknown as BatchNormAttrs;
    const { rows, channels } = rowsOf(x);
    return computeAll(backend as BackendWasm, [x.shape, [channels], [channels]], ([dx, dScale, dShift], workspace) => {
      const { simd, address, scratch } = workspace;
      const [factor, offset] = factors(workspace, [mean, variance, scale, shift].map(address), epsilon, channels);
      const [sums, products, slope, constant] = [scratch(channels), scratch(channels), scratch(channels), scratch(channels)];
      simd.batchNormSums(address(dy), address(x), address(y), rows, channels, factor, offset, address(mean), Number(silu), dx as number, sums, products);
      simd.batchNormGradientFactors(sums, products, address(mean), address(variance), factor, epsilon, rows, channels,
        dScale as number, dShift as number, slope, constant);
      // Without SiLU nothing was written to dx yet.
      const dz = silu ? (dx as number) : address(dy);
      simd.batchNormInputGradient(dz, address(x), rows, channels, factor, slope, constant, dx as number);
    });
  },
};

function rowsOf({ shape }: TensorInfo): { rows: number; channels: number } {
  return { rows: shape.slice(0, -1).reduce((product, length) => product * length, 1), channels: shape.at(-1) as number };
}

/** Addresses of what x is multiplied with and of what is added then. */
function factors({ simd, scratch }: Workspace, norm: readonly number[], epsilon: number, channels: number): [number, number] {
  const factor = scratch(channels), offset = scratch(channels);
  simd.batchNormFactors(...norm, epsilon, channels, factor, offset);
  return [factor, offset];
}
