/** What the API and the threads that make exports say to each other. Everything can be copied between threads. */
import type { Architecture, ErrorCode, Issue } from '@stride/core';
import type { ExportFile } from '@stride/export';

export interface ExportOrder {
  readonly format: string;
  /** What files are called, without an ending. */
  readonly name: string;
  readonly architecture: Architecture;
  /** A file of weights as training has stored it; null where there are none. */
  readonly weights: Uint8Array | null;
  readonly document: object;
}

/** Errors are copied without their class and code, so they travel as fields; `code` is null where it is no StrideError. */
export type ExportAnswer =
  | { readonly file: ExportFile }
  | { readonly error: { readonly code: ErrorCode | null; readonly message: string; readonly issues: readonly Issue[]; readonly stack: string | undefined } };
