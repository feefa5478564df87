import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { computeAll, type Workspace } from './compute.js';
import { multiplyPlain, multiplyTransposed } from './mat-mul.js';

/** Inputs means [N,C], squeeze [C,S], squeezeBias [S], excite [S,C], exciteBias [C] -> gate [N,C], hidden [N,S] before its SiLU. */
export const SQUEEZE_EXCITE_GATE = 'SqueezeExciteGate';
/**
 * Inputs dGate, means, gate [N,C], hidden [N,S], squeeze [C,S], excite [S,C] -> gradients of means, squeeze, its bias, excite,
 * its bias.
 */
export const SQUEEZE_EXCITE_GATE_GRADIENT = 'SqueezeExciteGateGradient';

type Inputs<Name extends string> = Readonly<Record<Name, TensorInfo>>;
type Weights = 'squeeze' | 'excite';

const gate: KernelConfig = {
  kernelName: SQUEEZE_EXCITE_GATE,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const tensors = inputs as unknown as Inputs<'means' | Weights | 'squeezeBias' | 'exciteBias'>;
    const [images, channels] = tensors.means.shape as [number, number], width = tensors.squeezeBias.shape[0] as number;
    return computeAll(backend as BackendWasm, [[images, channels], [images, width]], ([out, hidden], workspace) => {
      const { simd, address, scratch } = workspace;
      const activated = scratch(images * width);
      multiply(workspace, address(tensors.means), address(tensors.squeeze), hidden as number, images, channels, width);
      simd.addRow(hidden as number, images, width, address(tensors.squeezeBias));
      simd.silu(hidden as number, images * width, activated);
      multiply(workspace, activated, address(tensors.excite), out as number, images, width, channels);
      simd.addRow(out as number, images, channels, address(tensors.exciteBias));
      simd.sigmoids(out as number, images * channels, out as number);
    });
  },
};

const gateGradient: KernelConfig = {
  kernelName: SQUEEZE_EXCITE_GATE_GRADIENT,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend }) => {
    const tensors = inputs as unknown as Inputs<'dGate' | 'means' | 'gate' | 'hidden' | Weights>;
    const [images, channels] = tensors.means.shape as [number, number], width = tensors.hidden.shape[1] as number;
    const shapes = [[images, channels], [channels, width], [width], [width, channels], [channels]];
    return computeAll(backend as BackendWasm, shapes, (outs, workspace) => {
      const [dMeans, dSqueeze, dSqueezeBias, dExcite, dExciteBias] = outs as [number, number, number, number, number];
      const { simd, address, scratch } = workspace;
      const dExcited = scratch(images * channels), activated = scratch(images * width), dHidden = scratch(images * width);
      simd.sigmoidGradient(address(tensors.dGate), address(tensors.gate), images * channels, dExcited);
      simd.sumRows(dExcited, images, channels, dExciteBias);
      simd.silu(address(tensors.hidden), images * width, activated);
      outer(workspace, activated, dExcited, dExcite, images, width, channels);
      multiply(workspace, dExcited, address(tensors.excite), dHidden, images, channels, width, true);
      simd.siluGradient(dHidden, address(tensors.hidden), images * width, dHidden);
      simd.sumRows(dHidden, images, width, dSqueezeBias);
      outer(workspace, address(tensors.means), dHidden, dSqueeze, images, channels, width);
      multiply(workspace, dHidden, address(tensors.squeeze), dMeans, images, width, channels, true);
    });
  },
};

export const squeezeExciteKernels: readonly KernelConfig[] = [gate, gateGradient];

/** out [rows, columns] = a [rows, inner] times b [inner, columns], or its transpose [columns, inner]. */
function multiply(
  workspace: Workspace, a: number, b: number, out: number, rows: number, inner: number, columns: number, transposeB = false,
): void {
  multiplyPlain(workspace, a, b, out, { batch: 1, rows, inner, columns, strideA: 0, strideB: 0, transposeB });
}

/** out [rows, columns] = the transpose of a [inner, rows] times b [inner, columns]. */
function outer(workspace: Workspace, a: number, b: number, out: number, inner: number, rows: number, columns: number): void {
  multiplyTransposed(workspace, a, b, out, { batch: 1, rows, inner, columns, strideA: 0, strideB: 0, transposeB: false });
}
