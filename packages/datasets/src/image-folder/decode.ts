import { readFile } from 'node:fs/promises';
import type { ImageShape } from '@stride/core';
import { corruptFile, unreadableFile } from '../corrupt-file.js';

type Sharp = typeof import('sharp').default;

let loading: Promise<Sharp> | undefined;

/** A native library that only those who decode images wait for. One thread an image: several are decoded at once. */
function loadSharp(): Promise<Sharp> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return loading;
}

/**
 * One image, height x width x channels: turned upright as its camera noted, scaled to cover the size and cut to it around
 * the center, transparency over black.
 * @throws StrideError DATASET_CORRUPT naming the file
 */
export async function decodeImage(file: string, { height, width, channels }: ImageShape): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const bytes = await readFile(file).catch((cause: unknown) => { throw unreadableFile(file, cause); });
  try {
    const upright = sharp(bytes).autoOrient().flatten().resize(width, height, { fit: 'cover', position: 'centre' });
    const colored = channels === 1 ? upright.greyscale().toColourspace('b-w') : upright.toColourspace('srgb');
    return await colored.raw({ depth: 'uchar' }).toBuffer();
  } catch (cause) {
    throw corruptFile(file, `cannot be decoded: ${(cause as Error).message}`, cause);
  }
}
