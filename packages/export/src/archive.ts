/** Several files as one, for whoever can be sent only one. */
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { StrideError } from '@stride/core';
import type { ExportFile } from './formats/format.js';

export const ARCHIVE_TYPE = 'application/zip';
/** Of weights, in every format. */
const WEIGHTS_TYPE = 'application/octet-stream';

/** The same files give the same bytes: every file is of the earliest day that the format knows. */
const MODIFIED = new Date(1980, 0, 1);

/** A file on its own is its own archive; others are zipped. */
export function bundleFiles(name: string, files: readonly ExportFile[]): ExportFile {
  const [only] = files;
  if (only !== undefined && files.length === 1) return only;
  // Trained weights are next to noise: deflating them takes long and saves a few percent.
  const entries = files.map((file) => [file.name, [file.bytes, { level: file.contentType === WEIGHTS_TYPE ? 0 : 6 }]] as const);
  const bytes = zipSync(Object.fromEntries(entries) as Zippable, { mtime: MODIFIED });
  return { name: `${name}.zip`, contentType: ARCHIVE_TYPE, bytes };
}

/**
 * The other way round.
 * @throws StrideError INTERNAL when it is no archive, or a name is not that of a plain file
 */
export function unbundleFiles(file: ExportFile): Pick<ExportFile, 'name' | 'bytes'>[] {
  const files = file.contentType === ARCHIVE_TYPE ? Object.entries(unzip(file)).map(([name, bytes]) => ({ name, bytes })) : [file];
  // They are written to a folder, and must not leave it.
  const stray = files.find(({ name }) => !/^[\w.-]+$/.test(name) || name.startsWith('.'));
  if (stray) throw new StrideError('INTERNAL', `The export holds ${JSON.stringify(stray.name)}, which is not the name of a file.`);
  return files;
}

function unzip({ name, bytes }: ExportFile): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch (cause) {
    throw new StrideError('INTERNAL', `${name} is no zip archive: ${(cause as Error).message}`, { cause });
  }
}
