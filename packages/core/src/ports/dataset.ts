import type { ImageShape } from '../architecture/architecture.js';

/** Images and labels in memory. */
export interface Split {
  readonly size: number;
  /** size x height x width x channels, 0 to 255. */
  readonly images: Uint8Array;
  /** size class indices. */
  readonly labels: Uint8Array;
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
