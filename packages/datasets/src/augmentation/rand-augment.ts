/**
 * RandAugment with the 14 operations of its paper (Cubuk et al. 2019, arXiv 1909.13719), which are torchvision's, too. The
 * released code of EfficientNetV2 has 16: Invert, Cutout and SolarizeAdd besides, and no Identity.
 *
 * Magnitudes are on the scale of that code (google/automl, efficientnetv2/autoaugment.py), on which 10 is AutoAugment's
 * strongest and more goes beyond, with three differences:
 *
 * - Lengths are shares of the image instead of pixels: what is 100 pixels there is the same for its images of 300.
 * - Every operation that has a strength gets stronger with the magnitude, and does nothing at 0. There, Posterize and
 *   Solarize get weaker, and Color, Contrast, Brightness and Sharpness change nothing at 5; a schedule that raises the
 *   magnitude with the image size would soften them.
 * - Contrast works around the mean grey, as in Pillow; there, around the number of pixels over 256.
 */
import type { Rng } from '@stride/core';
import type { Image } from './image.js';
import { rotate, shearX, shearY, translateX, translateY } from './placement.js';
import { autoContrast, brightness, color, contrast, equalize, posterize, sharpness, solarize } from './tone.js';

/** @param strength 0 to 3: the magnitude by 10 */
type Operation = (image: Image, strength: number, rng: Rng) => Image;

const REFERENCE_SIDE = 300;
const MAX_TRANSLATION = 100 / REFERENCE_SIDE;
const MAX_ROTATION = 30;
const MAX_SHEAR = 0.3;
const MAX_ENHANCEMENT = 0.9;
const MIN_ENHANCEMENT_FACTOR = 0.1;
const MAX_LOST_BITS = 4;
/** The strength that the constants above are of. */
const MAX_LEVEL = 10;

const eitherWay = (value: number, rng: Rng): number => (rng.integer(2) === 0 ? value : -value);

const enhanced = (enhance: (image: Image, factor: number) => Image): Operation => (image, strength, rng) =>
  enhance(image, Math.max(MIN_ENHANCEMENT_FACTOR, 1 + eitherWay(MAX_ENHANCEMENT * strength, rng)));

export const OPERATIONS = {
  Identity: (image) => image,
  AutoContrast: autoContrast,
  Equalize: equalize,
  Rotate: (image, strength, rng) => rotate(image, eitherWay(MAX_ROTATION * strength, rng)),
  Posterize: (image, strength) => posterize(image, Math.max(1, 8 - Math.round(MAX_LOST_BITS * strength))),
  Solarize: (image, strength) => solarize(image, 256 * (1 - strength)),
  Color: enhanced(color),
  Contrast: enhanced(contrast),
  Brightness: enhanced(brightness),
  Sharpness: enhanced(sharpness),
  ShearX: (image, strength, rng) => shearX(image, eitherWay(MAX_SHEAR * strength, rng)),
  ShearY: (image, strength, rng) => shearY(image, eitherWay(MAX_SHEAR * strength, rng)),
  TranslateX: (image, strength, rng) => translateX(image, eitherWay(MAX_TRANSLATION * strength * image.width, rng)),
  TranslateY: (image, strength, rng) => translateY(image, eitherWay(MAX_TRANSLATION * strength * image.height, rng)),
} as const satisfies Record<string, Operation>;

const CHOICES: readonly Operation[] = Object.values(OPERATIONS);

/**
 * `operations` of the 14 one after the other, each drawn anew.
 * @param magnitude 0 to 30, fractions allowed
 */
export function randAugment(image: Image, operations: number, magnitude: number, rng: Rng): Image {
  let result = image;
  for (let layer = 0; layer < operations; layer++) {
    const operation = CHOICES[rng.integer(CHOICES.length)] as Operation;
    result = operation(result, magnitude / MAX_LEVEL, rng);
  }
  return result;
}
