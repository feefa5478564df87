import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { at, compute, roundUp, type Workspace } from './compute.js';
import { PANEL, type Shape4D } from './conv-info.js';
import { outerProducts } from './outer-products.js';

export interface Product {
  readonly batch: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** Floats from one matrix of a batch to the next, 0 where one matrix serves all. */
  readonly strideA: number;
  readonly strideB: number;
  readonly transposeB: boolean;
}

/** a [..., M, K] times b [..., K, N], either side transposed; unusual broadcasts stay with the shipped kernel. */
export function matMul(shipped: tf.KernelConfig): tf.KernelConfig {
  return {
    ...shipped,
    kernelFunc: (params) => {
      const { a, b } = params.inputs as unknown as { a: tf.TensorInfo; b: tf.TensorInfo };
      const { transposeA, transposeB } = params.attrs as unknown as tf.BatchMatMulAttrs;
      const product = productOf(a, b, transposeA, transposeB);
      if (product === undefined) return shipped.kernelFunc(params);
      const outer = (product.strideA > 0 || a.shape.length > b.shape.length ? a : b).shape.slice(0, -2);
      return compute(params.backend as BackendWasm, [...outer, product.rows, product.columns], (out, workspace) => {
        const multiply = transposeA ? multiplyTransposed : multiplyPlain;
        multiply(workspace, workspace.address(a), workspace.address(b), out, product);
      });
    },
  };
}

function productOf(a: tf.TensorInfo, b: tf.TensorInfo, transposeA: boolean, transposeB: boolean): Product | undefined {
  if (a.dtype !== 'float32' || b.dtype !== 'float32' || (transposeA && transposeB)) return undefined;
  const [first, second] = a.shape.slice(-2) as [number, number];
  const [third, fourth] = b.shape.slice(-2) as [number, number];
  const [rows, inner] = transposeA ? [second, first] : [first, second];
  const [depth, columns] = transposeB ? [fourth, third] : [third, fourth];
  const outerA = a.shape.slice(0, -2), outerB = b.shape.slice(0, -2);
  const countA = tf.util.sizeFromShape(outerA), countB = tf.util.sizeFromShape(outerB);
  const alike = tf.util.arraysEqual(outerA, outerB);
  const single = (countA === 1 && outerA.length <= outerB.length) || (countB === 1 && outerB.length <= outerA.length);
  if (inner !== depth || (!alike && !single) || countA * countB * rows * inner * columns === 0) return undefined;
  return {
    batch: Math.max(countA, countB), rows, inner, columns, transposeB,
    strideA: countA === 1 ? 0 : rows * inner, strideB: countB === 1 ? 0 : inner * columns,
  };
}

export function multiplyPlain({ simd, scratch }: Workspace, a: number, b: number, out: number, product: Product): void {
  const { batch, rows, inner, columns, strideA, strideB, transposeB } = product;
  const packed = scratch(inner * roundUp(columns, PANEL));
  for (let index = 0; index < batch; index++) {
    if (index === 0 || strideB > 0) {
      const [rowStride, columnStride] = transposeB ? [1, inner] : [columns, 1];
      simd.packPanels(at(b, index * strideB), inner, columns, rowStride, columnStride, packed, inner * PANEL);
    }
    simd.convolve(at(a, index * strideA), 0, 0, inner, 1, 1, rows, 1, inner, 0, packed, columns,
      at(out, index * rows * columns), 0, 0, columns);
  }
}

/** The sum over k of outer products of rows: what a 1x1 convolution's filter gradient is over positions. */
export function multiplyTransposed(workspace: Workspace, a: number, b: number, out: number, product: Product): void {
  const { batch, rows, inner, columns, strideA, strideB } = product;
  const conv = tf.backend_util.computeConv2DInfo([1, 1, inner, rows] as Shape4D, [1, 1, rows, columns], 1, 1, 'valid');
  for (let index = 0; index < batch; index++) {
    outerProducts(workspace, conv, at(a, index * strideA), at(b, index * strideB), at(out, index * rows * columns));
  }
}
