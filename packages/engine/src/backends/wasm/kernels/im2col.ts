import type { backend_util } from '@tensorflow/tfjs-core';

type ConvInfo = backend_util.Conv2DInfo;

/**
 * Unfolds images for the gradient of a filter: row (kh, kw, c) of the result holds, for every output position
 * (n, oh, ow), the input value under that tap, 0 in the padding. Transposed on purpose: the product with dy then
 * needs no transposed operand, which the backend's matrix product is 10 times slower with.
 *
 * @param x [inChannels, batch, inHeight, inWidth]
 * @param out [filterHeight * filterWidth * inChannels, batch * outHeight * outWidth]
 */
export function im2colTransposed(x: Float32Array, out: Float32Array, conv: ConvInfo): void {
  const keepsSize = conv.strideHeight === 1 && conv.strideWidth === 1
    && conv.outHeight === conv.inHeight && conv.outWidth === conv.inWidth;
  const unfold = keepsSize ? shiftPlanes : gatherPlanes;
  const from = conv.batchSize * conv.inHeight * conv.inWidth;
  const to = conv.batchSize * conv.outHeight * conv.outWidth;
  let row = 0;
  for (let kh = 0; kh < conv.filterHeight; kh++) {
    for (let kw = 0; kw < conv.filterWidth; kw++) {
      for (let c = 0; c < conv.inChannels; c++, row++) {
        const plane = x.subarray(c * from, (c + 1) * from), values = out.subarray(row * to, (row + 1) * to);
        unfold(plane, values, kh - conv.padInfo.top, kw - conv.padInfo.left, conv);
      }
    }
  }
}

/** Stride 1, same size: one shifted copy of the whole channel, then zeros where the shift ran over an edge. */
function shiftPlanes(x: Float32Array, out: Float32Array, dy: number, dx: number, conv: ConvInfo): void {
  const { batchSize, inHeight: height, inWidth: width } = conv;
  const shift = dy * width + dx;
  if (shift >= 0) out.set(x.subarray(shift), 0);
  else out.set(x.subarray(0, Math.max(0, x.length + shift)), Math.min(-shift, out.length));

  const top = Math.min(height, Math.max(0, -dy)), bottom = Math.max(0, height - Math.max(0, dy));
  const left = Math.min(width, Math.max(0, -dx)), right = Math.max(0, width - Math.max(0, dx));
  for (let n = 0; n < batchSize; n++) {
    const image = n * height * width;
    if (top > 0) out.fill(0, image, image + top * width);
    if (bottom < height) out.fill(0, image + bottom * width, image + height * width);
    for (let h = top; h < bottom; h++) {
      const line = image + h * width;
      for (let w = 0; w < left; w++) out[line + w] = 0;
      for (let w = right; w < width; w++) out[line + w] = 0;
    }
  }
}

/** Any stride and padding, value by value. */
function gatherPlanes(x: Float32Array, out: Float32Array, dy: number, dx: number, conv: ConvInfo): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = conv;
  let p = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      const h = oh * strideHeight + dy;
      const line = (n * inHeight + h) * inWidth;
      const inside = h >= 0 && h < inHeight;
      for (let ow = 0; ow < outWidth; ow++, p++) {
        const w = ow * strideWidth + dx;
        out[p] = inside && w >= 0 && w < inWidth ? (x[line + w] as number) : 0;
      }
    }
  }
}

/**
 * Folds columns back: adds every tap's value to the input position it came from.
 *
 * @param columns [batch * outHeight * outWidth, filterHeight * filterWidth * inChannels]
 * @param out [batch, inHeight, inWidth, inChannels], overwritten
 */
export function col2im(columns: Float32Array, out: Float32Array, conv: ConvInfo): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels, filterHeight, filterWidth } = conv;
  out.fill(0);
  let p = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        for (let kh = 0; kh < filterHeight; kh++) {
          const h = oh * conv.strideHeight + kh - conv.padInfo.top;
          for (let kw = 0; kw < filterWidth; kw++, p += inChannels) {
            const w = ow * conv.strideWidth + kw - conv.padInfo.left;
            if (h < 0 || h >= inHeight || w < 0 || w >= inWidth) continue;
            const target = ((n * inHeight + h) * inWidth + w) * inChannels;
            for (let c = 0; c < inChannels; c++) out[target + c] = (out[target + c] as number) + (columns[p + c] as number);
          }
        }
      }
    }
  }
}
