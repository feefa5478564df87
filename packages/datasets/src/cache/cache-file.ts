/**
 * The cached form of a dataset, one file:
 *
 *   8 bytes   magic "STRIDEDS"
 *   32 bytes  SHA-256 of everything that follows
 *   4 bytes   length of the header, little endian
 *   header    JSON: version, name, shape, classes, split sizes
 *   body      for train, validation, test: images (uint8), then labels (uint8, or uint16 for more than 256 classes)
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StrideError, type Dataset, type ImageShape, type Labels, type Split } from '@stride/core';
import { labelArray } from '../labels.js';

const MAGIC = Buffer.from('STRIDEDS', 'latin1');
const CHECKSUM_BYTES = 32;
const PREFIX = MAGIC.length + CHECKSUM_BYTES;
/** Raise it when the layout or a split changes: older files are then built anew. */
const VERSION = 1;
const SPLITS = ['train', 'validation', 'test'] as const;

interface Header {
  readonly version: number;
  readonly name: string;
  readonly shape: ImageShape;
  readonly classes: number;
  readonly sizes: Readonly<Record<(typeof SPLITS)[number], number>>;
}

/** Writes beside the target and renames, so a reader or a second writer never sees half a file. */
export async function writeCacheFile(file: string, dataset: Dataset): Promise<void> {
  const header: Header = {
    version: VERSION, name: dataset.name, shape: dataset.shape, classes: dataset.classes,
    sizes: { train: dataset.train.size, validation: dataset.validation.size, test: dataset.test.size },
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const content = [length, json, ...SPLITS.flatMap((split) => [dataset[split].images, bytesOf(dataset[split].labels)])];
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, [MAGIC, checksum(content), ...content]);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Reads and verifies a cache file. The splits are views of one buffer.
 * @returns undefined when there is no such file
 * @throws StrideError DATASET_CORRUPT naming the file and what is wrong with it
 */
export async function readCacheFile(file: string): Promise<Dataset | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw corrupt(file, 'cannot be read', error);
  }
  const { header, body } = parse(file, bytes);
  const pixels = header.shape.height * header.shape.width * header.shape.channels;
  let offset = 0;
  const take = (length: number) => body.subarray(offset, (offset += length));
  const labels = (size: number): Labels => {
    const array = labelArray(header.classes, size);
    if (array.BYTES_PER_ELEMENT === 1) return take(size);
    // Two-byte numbers cannot be viewed at an odd address.
    bytesOf(array).set(take(array.byteLength));
    return array;
  };
  const split = (size: number): Split => ({ size, images: take(size * pixels), labels: labels(size) });
  const { name, shape, classes, sizes } = header;
  return {
    name, shape, classes,
    train: split(sizes.train), validation: split(sizes.validation), test: split(sizes.test),
  };
}

function parse(file: string, bytes: Buffer): { header: Header; body: Buffer } {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw corrupt(file, 'is not a dataset file');
  const content = bytes.subarray(PREFIX);
  if (!checksum([content]).equals(bytes.subarray(MAGIC.length, PREFIX))) throw corrupt(file, 'does not match its checksum');
  const start = 4 + content.readUInt32LE(0);
  const header = JSON.parse(content.toString('utf8', 4, start)) as Header;
  if (header.version !== VERSION) throw corrupt(file, `has layout version ${header.version}, not ${VERSION}`);
  return { header, body: content.subarray(start) };
}

function checksum(content: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of content) hash.update(part);
  return hash.digest();
}

function bytesOf(labels: Labels): Uint8Array {
  return new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength);
}

function corrupt(file: string, what: string, cause?: unknown): StrideError {
  return new StrideError('DATASET_CORRUPT', `${file} ${what}; delete it and it is built anew.`, { cause });
}
