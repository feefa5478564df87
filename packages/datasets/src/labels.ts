import type { Labels } from '@stride/core';

const ONE_BYTE = 256;

/** More classes than this cannot be told apart by two bytes. */
export const MAX_CLASSES = 65_536;

/** Room for that many labels, all of them 0. */
export function labelArray(classes: number, size: number): Labels {
  return classes > ONE_BYTE ? new Uint16Array(size) : new Uint8Array(size);
}
