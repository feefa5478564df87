/**
 * An IDX file, MNIST's format: two zero bytes, the type of the values (8: unsigned bytes), the number of dimensions, each
 * dimension as four bytes, big endian, then the values. Source: LeCun, Cortes & Burges, "The MNIST database".
 */
import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip, type ZlibOptions } from 'node:zlib';
import { corruptFile } from '../corrupt-file.js';

export interface IdxHeader {
  /** As it was found, with .gz if it has that. */
  readonly file: string;
  /** The first dimension counts the records. */
  readonly dimensions: readonly number[];
}

export interface IdxFile extends IdxHeader {
  readonly values: Uint8Array;
}

const UNSIGNED_BYTES = 8;

/** Enough for the header of any file that is read, packed or not. */
const HEAD_BYTES = 1024;

/**
 * Reads `file`, or the same name with .gz when there is only that.
 * @throws StrideError DATASET_CORRUPT naming the file and what is wrong with it
 */
export async function readIdxFile(file: string): Promise<IdxFile> {
  const { file: found, bytes } = await readPlainOrPacked(file, readFile, {});
  const { start, dimensions } = parseHeader(found, bytes);
  const expected = product(dimensions);
  const values = bytes.subarray(start);
  if (values.length !== expected) {
    throw corruptFile(found, `holds ${values.length} values; its header says ${dimensions.join(' x ')} = ${expected}`);
  }
  return { file: found, dimensions, values };
}

/**
 * The header alone; a plain file must have the length that it says.
 * @throws StrideError DATASET_CORRUPT naming the file and what is wrong with it
 */
export async function readIdxHeader(file: string): Promise<IdxHeader> {
  let length = 0;
  const head = async (path: string) => {
    const handle = await open(path);
    try {
      length = (await handle.stat()).size;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
  // Only the beginning is unpacked, so its end is no end of the file.
  const { file: found, bytes } = await readPlainOrPacked(file, head, { finishFlush: constants.Z_SYNC_FLUSH });
  const { start, dimensions } = parseHeader(found, bytes);
  const expected = product(dimensions);
  if (found === file && length !== start + expected) {
    throw corruptFile(found, `holds ${length - start} values; its header says ${dimensions.join(' x ')} = ${expected}`);
  }
  return { file: found, dimensions };
}

function parseHeader(file: string, bytes: Buffer): { start: number; dimensions: number[] } {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0) throw corruptFile(file, 'is not an IDX file: it does not begin with two zero bytes');
  const type = bytes.readUInt8(2), rank = bytes.readUInt8(3);
  if (type !== UNSIGNED_BYTES) throw corruptFile(file, `holds values of IDX type ${type}; only ${UNSIGNED_BYTES}, unsigned bytes, is read`);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw corruptFile(file, `ends within its header, after ${bytes.length} of ${start} bytes`);
  return { start, dimensions: Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis)) };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}

async function readPlainOrPacked(
  file: string, read: (path: string) => Promise<Buffer>, unpacking: ZlibOptions,
): Promise<{ file: string; bytes: Buffer }> {
  try {
    return { file, bytes: await read(file) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw corruptFile(file, 'cannot be read', cause);
  }
  const packed = await read(`${file}.gz`).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw corruptFile(file, 'is missing, and so is the same name with .gz', cause);
    throw corruptFile(`${file}.gz`, 'cannot be read', cause);
  });
  const bytes = await promisify<Buffer, ZlibOptions, Buffer>(gunzip)(packed, unpacking).catch((cause: unknown) => {
    throw corruptFile(`${file}.gz`, `cannot be unpacked: ${(cause as Error).message}`, cause);
  });
  return { file: `${file}.gz`, bytes };
}
