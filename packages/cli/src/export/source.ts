import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { StrideError, type Architecture } from '@stride/core';
import { decodeWeights, type ExportSource } from '@stride/export';
import { findArchitecture } from '../arch/source.js';

const WEIGHTS_FILE = 'weights.safetensors';
const RESULT_FILE = 'result.json';

/**
 * What a user names: the folder that `stride train` leaves behind, a file of weights, a winner's or an architecture's document, or a
 * published network.
 * @param weights a file of weights to go with it
 * @throws StrideError CONFIG_INVALID | ARCHITECTURE_UNKNOWN | ARCHITECTURE_INVALID | WEIGHTS_INVALID
 */
export function readExportSource(name: string, weights?: string): ExportSource {
  const source = readSource(name);
  return weights === undefined ? source : { ...source, weights: decodeWeights(read(weights)) };
}

function readSource(name: string): ExportSource {
  if (isFolder(name)) return trainedFolder(name);
  if (name.endsWith('.safetensors')) return weightsFile(name);
  const { architecture } = findArchitecture(name);
  return { name: path.basename(name, '.json'), architecture, weights: null, document: existsSync(name) ? documentAround(name, architecture) : null };
}

function trainedFolder(folder: string): ExportSource {
  const file = path.join(folder, WEIGHTS_FILE);
  if (!existsSync(file)) throw new StrideError('CONFIG_INVALID', `${folder} holds no ${WEIGHTS_FILE}, which stride train writes when a training has ended.`);
  const source = weightsFile(file);
  const result = path.join(folder, RESULT_FILE);
  return { ...source, document: existsSync(result) ? documentAround(result, source.architecture) : null };
}

/** Called after its folder where its own name says nothing. */
function weightsFile(file: string): ExportSource {
  const weights = decodeWeights(read(file));
  const name = path.basename(file) === WEIGHTS_FILE ? path.basename(path.dirname(path.resolve(file))) : path.basename(file, '.safetensors');
  return { name, architecture: weights.architecture, weights, document: null };
}

/** The whole document, where the architecture is a part of it. */
function documentAround(file: string, architecture: Architecture): object | null {
  const document = JSON.parse(read(file).toString()) as Record<string, unknown>;
  return 'architecture' in document ? { ...document, architecture } : null;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StrideError('CONFIG_INVALID', missing ? `There is no file ${file}.` : `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
