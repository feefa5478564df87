import { StrideError } from '@stride/core';

/** @param what the rest of the sentence that begins with the file's name */
export function corruptFile(file: string, what: string, cause?: unknown): StrideError {
  return new StrideError('DATASET_CORRUPT', `${file} ${what}.`, { cause });
}

export function unreadableFile(file: string, cause: unknown): StrideError {
  return corruptFile(file, (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : 'cannot be read', cause);
}
