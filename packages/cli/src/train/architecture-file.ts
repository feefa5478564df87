import { readFileSync } from 'node:fs';
import { StrideError, validateArchitecture, type Architecture } from '@stride/core';

/** What a file says about a network to train. */
export interface ArchitectureFile {
  readonly architecture: Architecture;
  /** The dataset that it was found on; null when the file does not say. */
  readonly dataset: string | null;
  /** Where a winner comes from, as its document says; null for a bare architecture. */
  readonly provenance: unknown;
}

/**
 * Reads a winner's document, as `stride demo` and the API's export write it, or a bare architecture. Of a winner only the
 * architecture must be right: documents of earlier versions are as good.
 * @throws StrideError CONFIG_INVALID when there is no such document in the file, ARCHITECTURE_INVALID
 */
export function readArchitectureFile(file: string): ArchitectureFile {
  const document = parse(file);
  if (!isRecord(document)) throw new StrideError('CONFIG_INVALID', `${file} holds no JSON object; it should be a winner.json or an architecture.`);
  const { architecture = document, provenance = null } = document;
  const dataset = isRecord(provenance) && typeof provenance['dataset'] === 'string' ? provenance['dataset'] : null;
  return { architecture: validateArchitecture(architecture), dataset, provenance };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StrideError('CONFIG_INVALID', missing ? `There is no file ${file}.` : `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
