import type { backend_util } from '@tensorflow/tfjs-core';
import { roundUp, type Workspace } from './compute.js';

/** Images in memory, [batch, height, width, channels]. */
export interface Images {
  readonly address: number;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Floats from one line of an image to the next. */
export function lineOf(images: Images): number {
  return images.width * images.channels;
}

/** Floats from one image to the next. */
export function imageOf(images: Images): number {
  return images.height * lineOf(images);
}

export interface Window {
  /** Where it starts in every image; negative in the padding. */
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Images that hold at least the window, its corner first, and a multiple of `multiple` channels: the same ones where they
 * do, else a copy with zeros around.
 */
export function windowed(workspace: Workspace, images: Images, window: Window, multiple: number): Images {
  const channels = roundUp(images.channels, multiple);
  const inside = window.top === 0 && window.left === 0 && window.height <= images.height && window.width <= images.width;
  if (inside && channels === images.channels) return images;
  const { batch } = images;
  const { height, width } = window;
  const address = workspace.scratch(Math.max(1, batch * height * width * channels));
  workspace.simd.copyWindow(images.address, batch, images.height, images.width, images.channels,
    address, height, width, channels, window.top, window.left);
  return { address, batch, height, width, channels };
}

/** What the windows of a convolution cover of its input. */
export function coveredWindow(conv: backend_util.Conv2DInfo): Window {
  return {
    top: 0 - conv.padInfo.top, left: 0 - conv.padInfo.left,
    height: (conv.outHeight - 1) * conv.strideHeight + conv.filterHeight,
    width: (conv.outWidth - 1) * conv.strideWidth + conv.filterWidth,
  };
}
