import type { Architecture } from '../architecture/architecture.js';
import { validateArchitecture } from '../architecture/validate.js';
import { StrideError, type Issue } from '../errors.js';
import { imageSizeIssue } from './image-size.js';
import { scaledLayers } from './layers.js';
import { scaledChannels } from './rounding.js';
import type { Coefficients, Scaling } from './scaling.js';

export type ScalingRules = Omit<Scaling, 'target'>;

/**
 * An architecture at given coefficients. Kernels, strides, expansions, squeeze-excite and the number of stages stay.
 * @throws StrideError SCALING_INVALID when something scales to nothing, images become smaller than the total stride, or the
 * result is larger than an architecture may be
 */
export function applyCoefficients(base: Architecture, { width, depth, resolution }: Coefficients, rules: ScalingRules): Architecture {
  const channels = (value: number) => scaledChannels(value, width, rules.rounding);
  const layers = scaledLayers(base.stages.map((stage) => stage.layers), depth, rules.method);
  const scaled: Architecture = {
    ...base,
    input: scaledInput(base, resolution, rules),
    stem: { ...base.stem, channels: channels(base.stem.channels) },
    stages: base.stages.map((stage, index) => ({ ...stage, channels: channels(stage.channels), layers: layers[index] ?? 1 })),
    head: rules.method === 'nonuniform' && width > 1 ? base.head : { channels: channels(base.head.channels) },
  };
  refuse(vanished(base, width));
  refuse(resizes(base, scaled) ? imageSizeIssue(scaled, rules.imageSize === null ? '/target' : '/imageSize') : null);
  return valid(scaled);
}

/** Height and width by the same factor, each to the nearest pixel. */
function scaledInput(base: Architecture, resolution: number, { imageSize, maxImageSize }: ScalingRules): Architecture['input'] {
  const { height, width } = base.input;
  const longer = Math.max(height, width);
  const largest = maxImageSize === null ? Infinity : Math.max(1, maxImageSize / longer);
  const factor = imageSize === null ? Math.min(resolution, largest) : imageSize / height;
  return { ...base.input, height: Math.round(height * factor), width: Math.round(width * factor) };
}

function resizes(base: Architecture, scaled: Architecture): boolean {
  return base.input.height !== scaled.input.height || base.input.width !== scaled.input.width;
}

/** The minimum of the rounding would hide that nothing is left. */
function vanished({ stem, stages, head }: Architecture, width: number): Issue | null {
  const fewest = Math.min(stem.channels, head.channels, ...stages.map((stage) => stage.channels));
  if (fewest * width >= 0.5) return null;
  return { path: '/target', message: `a width of ${width} leaves ${(fewest * width).toPrecision(2)} of ${fewest} channels; expected at least ${(0.5 / fewest).toPrecision(2)}` };
}

function valid(scaled: Architecture): Architecture {
  try {
    return validateArchitecture(scaled);
  } catch (error) {
    if (!(error instanceof StrideError)) throw error;
    const [first] = error.issues;
    const issues = error.issues.map(({ path, message }) => ({ path: '/target', message: `scaled to ${path}: ${message}` }));
    throw new StrideError('SCALING_INVALID', `The architecture cannot be scaled like that: ${first?.path} of the result: ${first?.message}`, { issues, cause: error });
  }
}

function refuse(issue: Issue | null): void {
  if (issue !== null) throw new StrideError('SCALING_INVALID', `The architecture cannot be scaled like that: ${issue.message}`, { issues: [issue] });
}
