/**
 * Tensors in one file, in the safetensors format, which many libraries read:
 *
 *   8 bytes   length of the header, little endian
 *   header    JSON: for each tensor `{dtype: "F32", shape, data_offsets}`, and under "__metadata__" strings by name; padded with
 *             spaces to a multiple of 8 bytes
 *   body      the tensors, float32, little endian
 *
 * The metadata's `sha256` is of header and body, itself left out of the header, so that no damage goes unseen.
 */
import { createHash } from 'node:crypto';
import { StrideError, type ErrorCode } from '@stride/core';

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface TensorFile {
  /** What the file is, e.g. `stride-checkpoint`. */
  readonly format: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

const LENGTH_BYTES = 8;
const METADATA = '__metadata__';
const ALIGNMENT = 8;

type Header = Record<string, TensorHeader | Record<string, string>>;

interface TensorHeader {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function encodeTensors({ format, metadata, tensors }: TensorFile): Uint8Array {
  const header: Header = { [METADATA]: { format, ...metadata } };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, (offset += values.byteLength)] };
  }
  const body = Buffer.concat([...tensors.values()].map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)));
  const sha256 = checksum(header, body);
  const json = Buffer.from(JSON.stringify({ ...header, [METADATA]: { ...header[METADATA], sha256 } }));
  const padding = Buffer.alloc((ALIGNMENT - (json.length % ALIGNMENT)) % ALIGNMENT, ' ');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  return Buffer.concat([length, json, padding, body]);
}

/**
 * @param code of the error; what the file is to the caller decides it
 * @throws StrideError `code` saying what is wrong with a file of another format, or a damaged one
 */
export function decodeTensors(bytes: Uint8Array, format: string, code: ErrorCode): TensorFile {
  const invalid = (what: string, cause?: unknown) => new StrideError(code, `This file cannot be used: ${what}.`, { cause });
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.length < LENGTH_BYTES ? Infinity : LENGTH_BYTES + Number(file.readBigUInt64LE());
  if (end > file.length) throw invalid(`it has ${file.length} bytes, fewer than its header alone takes: it was cut off, or is something else`);
  const { [METADATA]: metadata, ...rest } = parse(file.toString('utf8', LENGTH_BYTES, end), invalid);
  if (!isStrings(metadata)) throw invalid('its header does not say what it is');
  const { sha256, ...own } = metadata;
  if (own['format'] !== format) throw invalid(`its format is ${JSON.stringify(own['format'] ?? null)}, not "${format}"`);
  const body = file.subarray(end);
  if (checksum({ [METADATA]: own, ...rest }, body) !== sha256) throw invalid('it does not match its checksum: it was cut off or damaged');
  const tensors = Object.entries(rest).map(([name, header]) => {
    if (!isTensor(header, body.length)) throw invalid(`its header has no float32 tensor of the file under ${JSON.stringify(name)}`);
    const { shape, data_offsets: [from, to] } = header;
    return [name, { shape, values: new Float32Array(Uint8Array.from(body.subarray(from, to)).buffer) }] as const;
  });
  const { format: _, ...strings } = own;
  return { format, metadata: strings, tensors: new Map(tensors) };
}

function parse(json: string, invalid: (what: string, cause?: unknown) => StrideError): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(json);
    if (isRecord(header)) return header;
  } catch (cause) {
    throw invalid('its header is no JSON', cause);
  }
  throw invalid('its header does not say what it is');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

/** Its numbers lie in the body, and are as many as its shape says. */
function isTensor(value: unknown, bodyBytes: number): value is TensorHeader {
  if (!isRecord(value) || value['dtype'] !== 'F32' || !isCounts(value['shape']) || !isCounts(value['data_offsets'])) return false;
  const [from, to, ...more] = value['data_offsets'];
  const bytes = value['shape'].reduce((product, size) => product * size, Float32Array.BYTES_PER_ELEMENT);
  return from !== undefined && to !== undefined && more.length === 0 && to <= bodyBytes && to - from === bytes;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

/** Of the header in its own order, and of the body. */
function checksum(header: Readonly<Record<string, unknown>>, body: Buffer): string {
  return createHash('sha256').update(JSON.stringify(header)).update(body).digest('hex');
}
