/** `dataset.json`, which may lie in a folder of images: the size that they are brought to. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StrideError, type ImageShape } from '@stride/core';
import { corruptFile } from '../corrupt-file.js';

export const SIZE_FILE = 'dataset.json';

/** CIFAR's: small enough for a search on a CPU, and what the cifar10 space takes. */
export const DEFAULT_SHAPE: ImageShape = { height: 32, width: 32, channels: 3 };

const MAX_SIDE = 1024;

const FIELDS: Readonly<Record<keyof ImageShape, { readonly required: boolean; readonly expected: string; fits(value: number): boolean }>> = {
  height: { required: true, expected: `a whole number from 1 to ${MAX_SIDE}`, fits: isSide },
  width: { required: true, expected: `a whole number from 1 to ${MAX_SIDE}`, fits: isSide },
  channels: { required: false, expected: '3 for color or 1 for grey', fits: (value) => value === 1 || value === 3 },
};

/**
 * `{"height": 64, "width": 64, "channels": 1}`; channels may be left out, and so may the whole file.
 * @throws StrideError DATASET_INVALID naming the file and the field
 */
export async function readImageSize(folder: string): Promise<{ readonly shape: ImageShape; readonly files: readonly string[] }> {
  const file = join(folder, SIZE_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { shape: DEFAULT_SHAPE, files: [] };
    throw corruptFile(file, 'cannot be read', cause);
  }
  return { shape: { ...DEFAULT_SHAPE, ...sizeIn(file, parse(file, text)) }, files: [file] };
}

function parse(file: string, text: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new StrideError('DATASET_INVALID', `${file} is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as Record<string, unknown>;
  throw new StrideError('DATASET_INVALID', `${file} holds ${JSON.stringify(document)}; expected an object like {"height": 32, "width": 32}.`);
}

function sizeIn(file: string, document: Readonly<Record<string, unknown>>): Partial<ImageShape> {
  const stranger = Object.keys(document).find((name) => !Object.hasOwn(FIELDS, name));
  if (stranger !== undefined) {
    throw new StrideError('DATASET_INVALID', `${file} has the field ${JSON.stringify(stranger)}; known are ${Object.keys(FIELDS).join(', ')}.`);
  }
  for (const [name, { required, expected, fits }] of Object.entries(FIELDS)) {
    const value = document[name];
    if (value === undefined ? !required : typeof value === 'number' && fits(value)) continue;
    const found = value === undefined ? `lacks the field ${name}` : `has ${JSON.stringify(value)} for ${name}`;
    throw new StrideError('DATASET_INVALID', `${file} ${found}; expected is ${expected}.`);
  }
  return document as Partial<ImageShape>;
}

function isSide(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_SIDE;
}
