import { createRng, type Dataset, type ImageShape, type Rng, type Split } from '@stride/core';
import { SYNTHETIC } from '../catalogue.js';
import { labelArray } from '../labels.js';

export interface SyntheticOptions {
  readonly shape?: ImageShape;
  readonly classes?: number;
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
  /** Standard deviation of the noise on pixels, 0 to 255; more makes the classes harder to tell apart. */
  readonly noise?: number;
  readonly seed?: number;
}

/**
 * Generated images: a bright blob on noise, its place on a ring telling the class. Balanced, and the same for the same
 * options. Every image draws new noise, so splits do not overlap.
 */
export function syntheticDataset(options: SyntheticOptions = {}): Dataset {
  const shape = options.shape ?? SYNTHETIC.shape;
  const classes = options.classes ?? SYNTHETIC.classes;
  const rng = createRng(options.seed ?? 1);
  const split = (size: number) => generateSplit(size, shape, classes, options.noise ?? 40, rng);
  return {
    name: SYNTHETIC.name, shape, classes,
    train: split(options.train ?? SYNTHETIC.splits.train),
    validation: split(options.validation ?? SYNTHETIC.splits.validation),
    test: split(options.test ?? SYNTHETIC.splits.test),
  };
}

function generateSplit(size: number, shape: ImageShape, classes: number, noise: number, rng: Rng): Split {
  const pixels = shape.height * shape.width * shape.channels;
  const images = new Uint8Array(size * pixels);
  const labels = labelArray(classes, size).map((_, index) => index % classes);
  labels.forEach((label, index) => {
    paint(images.subarray(index * pixels, (index + 1) * pixels), shape, label / classes, noise, rng);
  });
  return { size, images, labels };
}

/** @param turn where on the ring, 0 to 1 */
function paint(image: Uint8Array, { height, width, channels }: ImageShape, turn: number, noise: number, rng: Rng): void {
  const jitter = () => (rng.next() - 0.5) * 0.1;
  const y = height * (0.5 + 0.3 * Math.sin(2 * Math.PI * turn) + jitter());
  const x = width * (0.5 + 0.3 * Math.cos(2 * Math.PI * turn) + jitter());
  const radius = 0.1 * Math.min(height, width);
  let p = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const blob = 160 * Math.exp(-((row - y) ** 2 + (column - x) ** 2) / (2 * radius ** 2));
      // The sum of three uniform numbers is bell-shaped enough, with variance 1/4.
      for (let channel = 0; channel < channels; channel++) {
        const bell = 2 * (rng.next() + rng.next() + rng.next() - 1.5);
        image[p++] = Math.min(255, Math.max(0, Math.round(60 + blob + noise * bell)));
      }
    }
  }
}
