import type { Architecture } from '../architecture/architecture.js';
import { ARCHITECTURE_RULES } from '../architecture/rules.js';
import { totalStride } from '../architecture/total-stride.js';
import { show } from '../documents/rules.js';
import { StrideError, type Issue } from '../errors.js';

/**
 * The same network for images of another size.
 * @param imageSize height in pixels; the width keeps the proportion
 * @throws StrideError ARCHITECTURE_INVALID when there are no such images, or they are smaller than the network's total stride
 */
export function withImageSize(architecture: Architecture, imageSize: number): Architecture {
  const { height, width } = architecture.input;
  const input = { ...architecture.input, height: imageSize, width: Math.max(1, Math.round((width * imageSize) / height)) };
  const resized = { ...architecture, input };
  const issue = imageSizeIssue(resized, '/imageSize');
  if (issue !== null) throw new StrideError('ARCHITECTURE_INVALID', `The image size does not fit the architecture: ${issue.message}`, { issues: [issue] });
  return resized;
}

/** What is wrong with the size of an architecture's images, if anything. */
export function imageSizeIssue(architecture: Architecture, path: string): Issue | null {
  const { height, width } = architecture.input;
  const rule = ARCHITECTURE_RULES.input.height;
  for (const pixels of [height, width]) {
    if (!rule.accepts(pixels)) return { path, message: `found ${show(pixels)} pixels; expected ${rule.expected}` };
  }
  const stride = totalStride(architecture);
  if (Math.min(height, width) >= stride) return null;
  return { path, message: `found images of ${height}x${width}; expected at least ${stride}x${stride}, the network's total stride` };
}
