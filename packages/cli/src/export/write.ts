import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StrideError } from '@stride/core';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Where exports go when nobody says where. */
const FOLDER = 'exported';

/**
 * Several files go into a folder of their own, `exported/NAME` by default, a single one straight into `exported`. A single one may be
 * given a name of its own by `out`, with the same ending.
 * @returns where each was written
 * @throws StrideError CONFIG_INVALID when it cannot be written
 */
export function writeExport(files: readonly NamedFile[], name: string, out: string | undefined): string[] {
  const [only] = files;
  if (only !== undefined && files.length === 1 && out !== undefined && isFileName(out, path.extname(only.name))) return [write(out, only.bytes)];
  const folder = out ?? (files.length === 1 ? FOLDER : path.join(FOLDER, name));
  return files.map((file) => write(path.join(folder, file.name), file.bytes));
}

/** It has the file's own ending, unlike a folder `results.v2`, and is none that is there. */
function isFileName(out: string, ending: string): boolean {
  return path.extname(out).toLowerCase() === ending && !(statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function write(file: string, bytes: Uint8Array): string {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    return file;
  } catch (cause) {
    throw new StrideError('CONFIG_INVALID', `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
