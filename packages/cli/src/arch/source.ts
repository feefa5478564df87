import { existsSync } from 'node:fs';
import { adaptArchitecture, REFERENCE_ARCHITECTURES, referenceArchitecture, StrideError, type Architecture } from '@stride/core';
import { readArchitectureFile, type ArchitectureFile } from '../train/architecture-file.js';
import { numberOf, type ArchFlags } from './flags.js';

/**
 * The architecture that a user means, and what else is said of it: a published network by its name, or a file with a winner or an
 * architecture.
 * @throws StrideError ARCHITECTURE_UNKNOWN, ARCHITECTURE_INVALID CONFIG_INVALID when the file cannot be read
 */
export function findArchitecture(nameOrFile: string): ArchitectureFile {
  if (REFERENCE_ARCHITECTURES.some(({ name }) => name === nameOrFile)) return { architecture: referenceArchitecture(nameOrFile), dataset: null, provenance: null };
  if (existsSync(nameOrFile) || /[\\/.]/.test(nameOrFile)) return readArchitectureFile(nameOrFile);
  const names = REFERENCE_ARCHITECTURES.map(({ name }) => name).join(', ');
  throw new StrideError('ARCHITECTURE_UNKNOWN', `There is no architecture ${JSON.stringify(nameOrFile)}, nor a file of that name; there are ${names}.`);
}

/** The same for the images and classes that the flags name. @throws StrideError as above */
export function adaptToFlags(architecture: Architecture, flags: Pick<ArchFlags, 'imageSize' | 'classes'>): Architecture {
  const imageSize = numberOf('--image-size', flags.imageSize), classes = numberOf('--classes', flags.classes);
  return adaptArchitecture(architecture, { ...(imageSize === undefined ? {} : { imageSize }), ...(classes === undefined ? {} : { classes }) });
}
