/** Published architectures, what one costs, and scaling. */
import { SCALING_METHODS, type ArchitectureDescription, type Coefficients } from '@stride/core';
import { Type, type Static } from 'typebox';
import { ArchitectureSchema, ImageShapeSchema, Nullable, OneOf, strict } from '../domain.js';

const count = (description: string) => Type.Number({ minimum: 0, description });
const shape = Type.Object({ height: count('pixels'), width: count('pixels'), channels: count('channels') }, strict);

const ParamsSchema = Type.Object({
  trainable: count('trainable parameters'), total: count('with the moving means and variances of batch norm'),
}, strict);
const multiplyAdds = count('multiply-adds of convolutions and classifier for one image');

export const ArchitectureSummarySchema = Type.Object({
  name: Type.String(), input: ImageShapeSchema, classes: Type.Integer(), text: Type.String({ description: 'one-line form' }),
  params: ParamsSchema, multiplyAdds,
}, strict);
export type ArchitectureSummary = Static<typeof ArchitectureSummarySchema>;

const StageDescriptionSchema = Type.Object({
  name: Type.String({ description: '"stem", "stage 1" and so on, "head", "classifier"' }),
  op: Nullable(Type.String({ description: '"mbconv" or "fused_mbconv"; null for what is no stage of blocks' })),
  layers: Type.Integer(), params: count('trainable parameters'), batchNormStatistics: count('moving means and variances'), multiplyAdds,
  activationBytes: count('kept by training for the backward pass of a batch, bytes'),
  outputShape: shape,
}, strict);

/** The same as core's `ArchitectureDescription`. */
const descriptionProperties = {
  architecture: ArchitectureSchema, text: Type.String({ description: 'one-line form' }), hash: Type.String(),
  batchSize: Type.Integer({ description: 'images that activationBytes is for' }),
  params: ParamsSchema, multiplyAdds, activationBytes: count('kept by training for the backward pass of a batch, bytes'),
  stages: Type.Unsafe<ArchitectureDescription['stages']>(Type.Array(StageDescriptionSchema)),
} satisfies Record<keyof ArchitectureDescription, unknown>;

export const ArchitectureDetailSchema = Type.Object({ name: Type.String(), ...descriptionProperties }, { ...strict, title: 'Architecture and its costs' });

const imageSize = 'height of the images in pixels, at least the total stride; the width keeps the proportion';
const batchSize = Type.Optional(Type.Integer({ description: 'images that activationBytes is for; default 1' }));
const classes = Type.Optional(Type.Integer({ description: 'classes of the classifier, at least 2; default: those of the architecture' }));

/** Ranges are core's to check, so that they are answered with ARCHITECTURE_INVALID wherever they are broken. */
export const ArchitectureQuerySchema = Type.Object({ imageSize: Type.Optional(Type.Integer({ description: imageSize })), classes, batchSize }, strict);

const factor = (of: string) => Type.Optional(Type.Number({ description: `multiple of the ${of}, 0.05 to 20; default 1` }));

/** Here too: what is out of range is answered with SCALING_INVALID. */
export const ScaleArchitectureSchema = Type.Object({
  architecture: Type.Union([Type.String({ minLength: 1, maxLength: 64, description: 'the name of a published one' }), ArchitectureSchema]),
  method: Type.Optional(OneOf(SCALING_METHODS, {
    description: 'compound (default): all stages alike, as EfficientNet V1; nonuniform: more layers late, the head does not grow, images of 480 pixels at most, as EfficientNetV2',
  })),
  target: Type.Object({
    width: factor('channels'), depth: factor('layers'), resolution: factor('image size'),
    phi: Type.Optional(Type.Number({ description: 'depth 1.2^phi, width 1.1^phi, resolution 1.15^phi; -16 to 16' })),
    params: Type.Optional(Type.Number({ description: 'budget of trainable parameters, met within 5 %' })),
    multiplyAdds: Type.Optional(Type.Number({ description: 'budget of multiply-adds for one image, met within 5 %' })),
  }, { ...strict, description: 'multiples, or phi, or one budget' }),
  rounding: Type.Optional(Type.Object({
    multipleOf: Type.Optional(Type.Integer({ description: 'channels are multiples of this; default 8' })),
    minimum: Type.Optional(Type.Integer({ description: 'the fewest channels that rounding gives; default 8' })),
    keepNinetyPercent: Type.Optional(Type.Boolean({ description: 'the multiple above where the nearest loses more than a tenth, as EfficientNet V1; default false' })),
  }, { ...strict, description: 'of channels; the default is that of EfficientNetV2' })),
  imageSize: Type.Optional(Nullable(Type.Integer({ description: `${imageSize}; null (default): what the target says` }))),
  maxImageSize: Type.Optional(Nullable(Type.Integer({ description: 'pixels that images do not grow past; default null, no limit, and 480 for nonuniform' }))),
  classes, batchSize,
}, { ...strict, title: 'Scale architecture' });
export type ScaleArchitecture = Static<typeof ScaleArchitectureSchema>;

export const ScaledArchitectureSchema = Type.Object({
  coefficients: Type.Object({
    width: Type.Number({ description: 'multiple of the channels' }), depth: Type.Number({ description: 'multiple of the layers' }),
    resolution: Type.Number({ description: 'of the images that came out' }),
  } satisfies Record<keyof Coefficients, unknown>, strict),
  ...descriptionProperties,
}, { ...strict, title: 'Scaled architecture and its costs' });
