import type { Architecture } from './architecture.js';
import { sha256 } from './sha256.js';
import { blockSymbols, effectiveStride, symbolKey } from './symbol.js';

/**
 * SHA-256 of the network itself, not of how it is written down: two architectures that describe the same network have
 * one hash, however they are divided into stages and whatever squeeze-excite ratio gives a width.
 */
export function architectureHash(architecture: Architecture): string {
  const { input, classes, stem, head } = architecture;
  const stemStride = effectiveStride(stem.stride, input.height === 1 && input.width === 1);
  return sha256([
    'stride-architecture-1',
    `${input.height}x${input.width}x${input.channels}`,
    `k${stem.kernel}s${stemStride}c${stem.channels}`,
    ...blockSymbols(architecture).map(symbolKey),
    `h${head.channels}n${classes}`,
  ].join(' '));
}
