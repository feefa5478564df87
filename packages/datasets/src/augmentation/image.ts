import type { ImageShape } from '@stride/core';

/** height x width x channels values of 0 to 255, one or three channels. */
export interface Image extends ImageShape {
  readonly pixels: Uint8Array;
}

/** What is seen where there is no image any more, as in the released code of EfficientNetV2. */
export const GREY = 128;

export function withPixels(image: Image, pixels: Uint8Array): Image {
  return { height: image.height, width: image.width, channels: image.channels, pixels };
}

/** To a whole number of 0 to 255, cut and not rounded, as Pillow and the released code of EfficientNetV2 do. */
export function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.floor(value);
}

/** Red, green and blue in grey. Source: ITU-R BT.601. */
export function luminance(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
