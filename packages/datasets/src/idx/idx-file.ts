/**
 * An IDX file, MNIST's format: two zero bytes, the type of the values (8: unsigned bytes), the number of dimensions, each
 * dimension as four bytes, big endian, then the values. Source: LeCun, Cortes & Burges, "The MNIST database".
 */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { corruptFile } from '../corrupt-file.js';

export interface IdxFile {
  readonly file: string;
  /** The first dimension counts the records. */
  readonly dimensions: readonly number[];
  readonly values: Uint8Array;
}

const UNSIGNED_BYTES = 8;

/**
 * Reads `file`, or the same name with .gz when there is only that.
 * @throws StrideError DATASET_CORRUPT naming the file and what is wrong with it
 */
export async function readIdxFile(file: string): Promise<IdxFile> {
  const bytes = await readPlainOrPacked(file);
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0) throw corruptFile(file, 'is not an IDX file: it does not begin with two zero bytes');
  const type = bytes.readUInt8(2), rank = bytes.readUInt8(3);
  if (type !== UNSIGNED_BYTES) throw corruptFile(file, `holds values of IDX type ${type}; only ${UNSIGNED_BYTES}, unsigned bytes, is read`);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw corruptFile(file, `ends within its header, after ${bytes.length} of ${start} bytes`);
  const dimensions = Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const expected = dimensions.reduce((product, size) => product * size, 1);
  const values = bytes.subarray(start);
  if (values.length !== expected) {
    throw corruptFile(file, `holds ${values.length} values; its header says ${dimensions.join(' x ')} = ${expected}`);
  }
  return { file, dimensions, values };
}

async function readPlainOrPacked(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw corruptFile(file, 'cannot be read', cause);
  }
  const packed = await readFile(`${file}.gz`).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw corruptFile(file, 'is missing, and so is the same name with .gz', cause);
    throw corruptFile(`${file}.gz`, 'cannot be read', cause);
  });
  return promisify(gunzip)(packed).catch((cause: unknown) => {
    throw corruptFile(`${file}.gz`, `cannot be unpacked: ${(cause as Error).message}`, cause);
  });
}
