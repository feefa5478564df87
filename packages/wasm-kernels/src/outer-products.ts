import type { Workspace } from './compute.js';
import { PANEL, type ConvInfo } from './conv-info.js';
import { coveredWindow, imageOf, lineOf, windowed, type Images } from './images.js';

/** Rows of a tile of sums. */
const ROWS = 4;

/** Sums of x[position + tap] times dy[position] over all positions: [KH,KW,C,O] to `out`. */
export function outerProducts(workspace: Workspace, conv: ConvInfo, x: number, dy: number, out: number): void {
  const { batchSize: batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, strideHeight, strideWidth } = conv;
  const source = windowed(workspace, { address: x, batch, height: inHeight, width: inWidth, channels: inChannels }, coveredWindow(conv), ROWS);
  const gradients = windowed(workspace, { address: dy, batch, height: outHeight, width: outWidth, channels: outChannels },
    { top: 0, left: 0, height: outHeight, width: outWidth }, PANEL);
  const taps = conv.filterHeight * conv.filterWidth;
  const sums: Images = { address: out, batch: taps, height: source.channels, width: 1, channels: gradients.channels };
  const padded = source.channels !== inChannels || gradients.channels !== outChannels;
  const address = padded ? workspace.scratch(taps * imageOf(sums)) : out;
  // Where every position is used once, all images are one long line, of which long blocks can be taken.
  const pointwise = taps === 1 && strideHeight * strideWidth === 1
    && source.height === outHeight && source.width === outWidth;
  const [count, height, width] = pointwise ? [1, 1, batch * outHeight * outWidth] : [batch, outHeight, outWidth];
  workspace.simd.filterGradient(source.address, imageOf(source), strideHeight * lineOf(source), strideWidth * source.channels,
    lineOf(source), source.channels, gradients.address, count, height, width,
    conv.filterHeight, conv.filterWidth, source.channels, gradients.channels, address);
  if (padded) {
    workspace.simd.copyWindow(address, taps, sums.height, 1, sums.channels, out, inChannels, 1, outChannels, 0, 0);
  }
}
