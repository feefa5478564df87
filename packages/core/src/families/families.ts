import type { Architecture } from '../architecture/architecture.js';
import { ARCHITECTURE_RULES } from '../architecture/rules.js';
import { show } from '../documents/rules.js';
import { StrideError, type Issue } from '../errors.js';
import { withImageSize } from '../scaling/image-size.js';
import { scaleArchitecture } from '../scaling/scale.js';
import { V1_ROUNDING, V2_ROUNDING, type ChannelRounding } from '../scaling/rounding.js';
import { assemble, V1_BASE, V2_BASE, V2_EXTRA_LARGE, V2_LARGE, V2_MEDIUM, V2_SMALL, type Table } from './tables.js';

/** A published network. */
export interface ReferenceArchitecture {
  /** Such as `efficientnetv2-b0`. */
  readonly name: string;
  /** Height and width in pixels of the images that it was published for. */
  readonly imageSize: number;
  readonly architecture: Architecture;
}

export interface ReferenceOptions {
  /** Height and width in pixels; default: the family's own. */
  readonly imageSize?: number;
  /** Default 1000. */
  readonly classes?: number;
}

const CLASSES = 1000;

/** Table, image size; width and depth of those that are scaled from their family's base, and by which rounding. */
type Row = readonly [name: string, table: Table, imageSize: number, width?: number, depth?: number, rounding?: ChannelRounding];

const ROWS: readonly Row[] = [
  ['efficientnetv2-b0', V2_BASE, 224],
  ['efficientnetv2-b1', V2_BASE, 240, 1, 1.1, V2_ROUNDING],
  ['efficientnetv2-b2', V2_BASE, 260, 1.1, 1.2, V2_ROUNDING],
  ['efficientnetv2-b3', V2_BASE, 300, 1.2, 1.4, V2_ROUNDING],
  ['efficientnetv2-s', V2_SMALL, 384],
  ['efficientnetv2-m', V2_MEDIUM, 480],
  ['efficientnetv2-l', V2_LARGE, 480],
  ['efficientnetv2-xl', V2_EXTRA_LARGE, 512],
  ['efficientnet-b0', V1_BASE, 224],
  ['efficientnet-b1', V1_BASE, 240, 1, 1.1, V1_ROUNDING],
  ['efficientnet-b2', V1_BASE, 260, 1.1, 1.2, V1_ROUNDING],
  ['efficientnet-b3', V1_BASE, 300, 1.2, 1.4, V1_ROUNDING],
  ['efficientnet-b4', V1_BASE, 380, 1.4, 1.8, V1_ROUNDING],
  ['efficientnet-b5', V1_BASE, 456, 1.6, 2.2, V1_ROUNDING],
  ['efficientnet-b6', V1_BASE, 528, 1.8, 2.6, V1_ROUNDING],
  ['efficientnet-b7', V1_BASE, 600, 2, 3.1, V1_ROUNDING],
];

/** EfficientNetV2-B0 to B3, S to XL, and EfficientNet B0 to B7, at their own image sizes and 1000 classes. */
export const REFERENCE_ARCHITECTURES: readonly ReferenceArchitecture[] = ROWS.map(([name, table, imageSize, width = 1, depth = 1, rounding = V2_ROUNDING]) => ({
  name, imageSize,
  architecture: scaleArchitecture(assemble(table, imageSize, CLASSES), { target: { width, depth }, rounding }).architecture,
}));

/**
 * A published network by its name.
 * @throws StrideError ARCHITECTURE_UNKNOWN; ARCHITECTURE_INVALID when image size or classes cannot be
 */
export function referenceArchitecture(name: string, { imageSize, classes }: ReferenceOptions = {}): Architecture {
  const found = REFERENCE_ARCHITECTURES.find((each) => each.name === name);
  if (found === undefined) {
    const names = REFERENCE_ARCHITECTURES.map((each) => each.name).join(', ');
    throw new StrideError('ARCHITECTURE_UNKNOWN', `There is no architecture ${show(name)}; there are ${names}.`);
  }
  return adaptArchitecture(found.architecture, { ...(imageSize === undefined ? {} : { imageSize }), ...(classes === undefined ? {} : { classes }) });
}

/**
 * The same network for other images or classes.
 * @throws StrideError ARCHITECTURE_INVALID
 */
export function adaptArchitecture(architecture: Architecture, { imageSize, classes }: ReferenceOptions): Architecture {
  const rule = ARCHITECTURE_RULES.classes;
  if (classes !== undefined && !rule.accepts(classes)) {
    const issue: Issue = { path: '/classes', message: `found ${show(classes)}; expected ${rule.expected}` };
    throw new StrideError('ARCHITECTURE_INVALID', `The classes do not fit an architecture: ${issue.message}`, { issues: [issue] });
  }
  const classified = classes === undefined ? architecture : { ...architecture, classes };
  return imageSize === undefined ? classified : withImageSize(classified, imageSize);
}
