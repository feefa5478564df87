import type { ImageShape } from '../architecture/architecture.js';

export type Labels = Uint8Array | Uint16Array;

/** Images and labels in memory. */
export interface Split {
  readonly size: number;
  /** size x height x width x channels, 0 to 255. */
  readonly images: Uint8Array;
  /** size class indices; two bytes each where there are more than 256 classes. */
  readonly labels: Labels;
}

/** Three disjoint splits. A search sees train and validation; test is kept for the winner. */
export interface Dataset {
  readonly name: string;
  readonly shape: ImageShape;
  readonly classes: number;
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
}
