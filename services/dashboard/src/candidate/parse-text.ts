import { parseArchitecture, StrideError, type Architecture } from '@stride/core';

/** Null for a line that this version of the page does not understand, such as one of a newer Stride. */
export function parseText(text: string): Architecture | null {
  try {
    return parseArchitecture(text);
  } catch (error) {
    if (error instanceof StrideError) return null;
    throw error;
  }
}
