import { pointer, DocumentReader, type Fields } from '../documents/reader.js';
import { integerBetween, numberBetween, oneOf, type Rule } from '../documents/rules.js';
import type { ChannelRounding } from './rounding.js';
import { V2_ROUNDING } from './rounding.js';

/**
 * - `compound`: every stage gets the same multiple of layers, rounded up, and the head grows with the width, as in
 *   EfficientNet V1 (Tan & Le 2019) and V2-B*.
 * - `nonuniform`: later stages get more of the extra layers, the head does not grow, and images grow to 480 pixels at most, as in
 *   EfficientNetV2 (Tan & Le 2021, section 3.3).
 */
export type ScalingMethod = (typeof SCALING_METHODS)[number];
export const SCALING_METHODS = ['compound', 'nonuniform'] as const;

/** Multiples of channels, of layers, and of the image's height and width. */
export interface Coefficients {
  readonly width: number;
  readonly depth: number;
  readonly resolution: number;
}

/** What to reach; a budget is met within 5 %. */
export type ScalingTarget =
  | Coefficients
  /** depth 1.2^phi, width 1.1^phi, resolution 1.15^phi: about twice the multiply-adds for each step of phi. */
  | { readonly phi: number }
  /** Trainable parameters. */
  | { readonly params: number }
  /** Of one image. */
  | { readonly multiplyAdds: number };

export interface Scaling {
  readonly method: ScalingMethod;
  readonly target: ScalingTarget;
  readonly rounding: ChannelRounding;
  /** Height of the images in pixels, whatever the target; null lets the target decide. */
  readonly imageSize: number | null;
  /** Images do not grow past this many pixels, those that are larger stay; null is no limit. */
  readonly maxImageSize: number | null;
}

/** As the document of a request: everything but the target has a default. */
export interface ScalingDocument {
  readonly method?: ScalingMethod;
  readonly target: Partial<Coefficients> | { readonly phi: number } | { readonly params: number } | { readonly multiplyAdds: number };
  readonly rounding?: Partial<ChannelRounding>;
  readonly imageSize?: number | null;
  readonly maxImageSize?: number | null;
}

/** Of V1, found by a grid search on its base under alpha * beta^2 * gamma^2 = about 2 (Tan & Le 2019, section 4). */
export const COMPOUND_GROWTH: Coefficients = { width: 1.1, depth: 1.2, resolution: 1.15 };

/** Beyond it images cost more than they bring, in memory and in training time (Tan & Le 2021, section 3.3). */
export const MAX_IMAGE_SIZE = 480;

export const PHI_LIMIT = 16;

const COEFFICIENTS = ['width', 'depth', 'resolution'] as const;
const RULES = {
  method: oneOf(SCALING_METHODS),
  coefficient: numberBetween(0.05, 20),
  phi: numberBetween(-PHI_LIMIT, PHI_LIMIT),
  budget: numberBetween(1, 1e15),
  imageSize: integerBetween(1, 8192),
  multipleOf: integerBetween(1, 1024),
  keepNinetyPercent: { expected: 'true or false', accepts: (value): value is boolean => typeof value === 'boolean' } satisfies Rule<boolean>,
};

/**
 * Checks a document and fills in defaults: compound, the rounding of V2, images as the target says; `nonuniform` has a
 * maximum of 480 pixels. A coefficient that is left out is 1.
 * @throws StrideError SCALING_INVALID whose `issues` name everything that is wrong
 */
export function parseScaling(document: unknown): Scaling {
  const reader = new DocumentReader();
  const fields = reader.object('', document, ['target'], ['method', 'rounding', 'imageSize', 'maxImageSize']) ?? {};
  const { method = 'compound', imageSize = null } = fields;
  const { maxImageSize = method === 'nonuniform' ? MAX_IMAGE_SIZE : null } = fields;
  reader.value('/method', method, RULES.method);
  const target = readTarget(reader, fields['target']);
  const rounding = readRounding(reader, fields['rounding'] ?? {});
  if (imageSize !== null) reader.value('/imageSize', imageSize, RULES.imageSize);
  if (maxImageSize !== null) reader.value('/maxImageSize', maxImageSize, RULES.imageSize);
  if (imageSize !== null && 'resolution' in target && target.resolution !== 1) {
    reader.report('/target/resolution', 'found beside imageSize; expected one of the two');
  }
  reader.finish('SCALING_INVALID', 'scaling');
  // No issue means that every field was read.
  return { method, target, rounding, imageSize, maxImageSize } as Scaling;
}

function readTarget(reader: DocumentReader, document: unknown): ScalingTarget {
  const path = '/target';
  const fields = reader.object(path, document, [], [...COEFFICIENTS, 'phi', 'params', 'multiplyAdds']) ?? {};
  const kinds = [COEFFICIENTS.some((name) => name in fields), 'phi' in fields, 'params' in fields, 'multiplyAdds' in fields];
  if (!reader.hasIssues && kinds.filter(Boolean).length !== 1) {
    reader.report(path, `found ${Object.keys(fields).join(', ') || 'nothing'}; expected width, depth and resolution, or phi, or params, or multiplyAdds`);
  }
  if ('phi' in fields) return { phi: readNumber(reader, fields, 'phi', RULES.phi) };
  if ('params' in fields) return { params: readNumber(reader, fields, 'params', RULES.budget) };
  if ('multiplyAdds' in fields) return { multiplyAdds: readNumber(reader, fields, 'multiplyAdds', RULES.budget) };
  const [width = 1, depth = 1, resolution = 1] = COEFFICIENTS.map((name) => (name in fields ? readNumber(reader, fields, name, RULES.coefficient) : 1));
  return { width, depth, resolution };
}

function readNumber(reader: DocumentReader, fields: Fields, name: string, rule: Rule<number>): number {
  const value = fields[name];
  return reader.value(pointer('/target', name), value, rule) ? value : Number.NaN;
}

function readRounding(reader: DocumentReader, document: unknown): ChannelRounding {
  const path = '/rounding';
  const rounding = { ...V2_ROUNDING, ...reader.object(path, document, [], Object.keys(V2_ROUNDING)) };
  reader.value(pointer(path, 'multipleOf'), rounding.multipleOf, RULES.multipleOf);
  reader.value(pointer(path, 'minimum'), rounding.minimum, RULES.multipleOf);
  reader.value(pointer(path, 'keepNinetyPercent'), rounding.keepNinetyPercent, RULES.keepNinetyPercent);
  return rounding;
}
