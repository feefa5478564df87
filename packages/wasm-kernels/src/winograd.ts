/** 3x3 convolutions with stride 1 and their gradients, with 16 products for every 36; see assembly/winograd.ts. */
import { at, roundUp, type Workspace } from './compute.js';
import { LANES, PANEL, type ConvInfo } from './conv-info.js';
import { imageOf, lineOf, windowed, type Images } from './images.js';

/** Tiles worked on at once: enough for the products, few enough for the second-level cache. */
const BLOCK = 64;
const POINTS = 16;
/** Of both numbers of channels; below, the transforms weigh as much as the products saved. */
const MIN_PRODUCT = 1024;

export function suitsWinograd(conv: ConvInfo): boolean {
  return conv.filterHeight === 3 && conv.filterWidth === 3 && conv.strideHeight === 1 && conv.strideWidth === 1
    && conv.inChannels * conv.outChannels >= MIN_PRODUCT;
}

/** x [N,H,W,C] and filter [3,3,C,O] -> [N,OH,OW,O]. */
export function winogradConvolve(workspace: Workspace, conv: ConvInfo, x: number, filter: number, out: number): void {
  const { inChannels, outChannels, padInfo } = conv;
  const planes = transformedFilter(workspace, filter, conv);
  const packed = pack(workspace, inChannels, outChannels, (plane) => plane, planes, outChannels, 1);
  const images = { address: x, batch: conv.batchSize, height: conv.inHeight, width: conv.inWidth, channels: inChannels };
  convolve(workspace, images, padInfo.top, padInfo.left, packed, { address: out, batch: conv.batchSize, height: conv.outHeight, width: conv.outWidth, channels: outChannels });
}

/** dy [N,OH,OW,O] and filter [3,3,C,O] -> dx [N,H,W,C]: the convolution of dy with the filter turned around. */
export function winogradInputGradient(workspace: Workspace, conv: ConvInfo, dy: number, filter: number, out: number): void {
  const { inChannels, outChannels, padInfo } = conv;
  const planes = transformedFilter(workspace, filter, conv);
  const packed = pack(workspace, outChannels, inChannels, turned, planes, 1, outChannels);
  const images = { address: dy, batch: conv.batchSize, height: conv.outHeight, width: conv.outWidth, channels: outChannels };
  convolve(workspace, images, 2 - padInfo.top, 2 - padInfo.left, packed,
    { address: out, batch: conv.batchSize, height: conv.inHeight, width: conv.inWidth, channels: inChannels });
}

/** x [N,H,W,C] and dy [N,OH,OW,O] -> gradient of the filter [3,3,C,O]. */
export function winogradFilterGradient(workspace: Workspace, conv: ConvInfo, x: number, dy: number, out: number): void {
  const { batchSize: batch, inChannels, outChannels, outHeight, outWidth, padInfo } = conv;
  const images = { address: x, batch, height: conv.inHeight, width: conv.inWidth, channels: inChannels };
  const { source, tileLines, tileColumns } = tiled(workspace, images, padInfo.top, padInfo.left, outHeight, outWidth);
  const padded = roundUp(inChannels, LANES), outPadded = roundUp(outChannels, PANEL);
  const input = workspace.scratch(POINTS * BLOCK * padded), gradients = workspace.scratch(POINTS * BLOCK * outPadded);
  const sums = workspace.scratch(POINTS * padded * outPadded);
  workspace.simd.winogradFilterGradient(source.address, imageOf(source), lineOf(source), inChannels, batch, tileLines, tileColumns,
    dy, outHeight, outWidth, outChannels, BLOCK, input, gradients, sums, out);
}

/** 16 planes [C,O]. */
function transformedFilter({ simd, scratch }: Workspace, filter: number, { inChannels, outChannels }: ConvInfo): number {
  const planes = scratch(POINTS * inChannels * outChannels);
  simd.transformFilter(filter, inChannels * outChannels, planes);
  return planes;
}

/** Turning a filter around swaps the first line of its transform with the last, and the first column with the last. */
function turned(plane: number): number {
  const swap = (index: number) => (index === 0 ? 3 : index === 3 ? 0 : index);
  return 4 * swap(plane >> 2) + swap(plane & 3);
}

interface Packed {
  readonly address: number;
  /** Floats from one plane to the next. */
  readonly plane: number;
}

function pack(
  { simd, scratch }: Workspace, rows: number, columns: number, planeOf: (plane: number) => number, planes: number,
  rowStride: number, columnStride: number,
): Packed {
  const plane = rows * roundUp(columns, PANEL);
  const address = scratch(POINTS * plane);
  for (let index = 0; index < POINTS; index++) {
    simd.packPanels(at(planes, planeOf(index) * rows * columns), rows, columns, rowStride, columnStride, at(address, index * plane), rows * PANEL);
  }
  return { address, plane };
}

function convolve(workspace: Workspace, images: Images, top: number, left: number, packed: Packed, to: Images): void {
  const { source, tileLines, tileColumns } = tiled(workspace, images, top, left, to.height, to.width);
  const input = workspace.scratch(POINTS * BLOCK * roundUp(images.channels, LANES));
  const products = workspace.scratch(POINTS * BLOCK * to.channels);
  workspace.simd.winograd(source.address, imageOf(source), lineOf(source), images.channels, images.batch, tileLines, tileColumns,
    packed.address, packed.plane, to.channels, BLOCK, input, products, to.address, to.height, to.width);
}

/** The images with `top` and `left` zeros in front and as many behind as whole tiles of `height` by `width` positions need. */
function tiled(workspace: Workspace, images: Images, top: number, left: number, height: number, width: number) {
  const tileLines = Math.ceil(height / 2), tileColumns = Math.ceil(width / 2);
  const window = { top: 0 - top, left: 0 - left, height: 2 * tileLines + 2, width: 2 * tileColumns + 2 };
  return { source: windowed(workspace, images, window, 1), tileLines, tileColumns };
}
