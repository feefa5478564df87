import type { Architecture } from '@stride/core';
import type { TrainedNetwork } from '../network/trained-network.js';

/** What is exported. */
export interface ExportSource {
  /** What files are called, without an ending, e.g. `winner`. */
  readonly name: string;
  readonly architecture: Architecture;
  /** Of this very architecture; null when it was never trained. */
  readonly weights: TrainedNetwork | null;
  /** The document that the architecture is a part of, such as a winner's; null for a bare architecture. */
  readonly document: object | null;
}

export interface ExportFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** One form for other programs. */
export interface ExportFormat {
  readonly name: string;
  /** A short sentence for lists of formats. */
  readonly description: string;
  /** Whether trained weights take part: `optional` ones do when there are some. */
  readonly weights: 'none' | 'optional' | 'required';
  /** @throws StrideError EXPORT_UNSUPPORTED when the architecture has no such form */
  write(source: ExportSource): readonly ExportFile[];
}
