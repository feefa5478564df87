import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTensors, encodeTensors, type StoredTensor, type TensorFile } from './tensor-file.js';

const FORMAT = 'stride-test';
const CODE = 'CHECKPOINT_INVALID';
const decode = (bytes: Uint8Array) => decodeTensors(bytes, FORMAT, CODE);
const tensor = fc.float32Array({ maxLength: 40 }).map((values): StoredTensor => ({ shape: [values.length], values }));
const files = fc.record({
  format: fc.constant(FORMAT),
  metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/).filter((key) => key !== 'format'), fc.string()),
  tensors: fc.dictionary(fc.stringMatching(/^[a-z.]{1,12}$/), tensor).map((entries) => new Map(Object.entries(entries))),
});

const plain = ({ metadata, tensors, format }: TensorFile) => ({ format, metadata: { ...metadata }, tensors: [...tensors] });

it('gives back what it was given, bit for bit, NaN and infinities too', () => fc.assert(fc.property(files, (file) => {
  const decoded = decode(encodeTensors(file));
  expect(plain(decoded)).toEqual(plain(file));
})));

it('is laid out as safetensors are', () => {
  const bytes = encodeTensors({
    format: FORMAT, metadata: { about: 'a test' },
    tensors: new Map([['a', { shape: [2, 1], values: Float32Array.of(1, 2) }], ['b', { shape: [], values: Float32Array.of(-3) }]]),
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString())).toEqual({
    __metadata__: { format: FORMAT, about: 'a test', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    a: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] }, b: { dtype: 'F32', shape: [], data_offsets: [8, 12] },
  });
  expect([0, 4, 8].map((offset) => view.getFloat32(8 + length + offset, true))).toEqual([1, 2, -3]);
  expect(bytes).toHaveLength(8 + length + 12);
});

it('refuses whatever was cut off or changed', () => fc.assert(fc.property(files, fc.nat(), fc.integer({ min: 1, max: 255 }), (file, place, change) => {
  const bytes = encodeTensors(file);
  const index = place % bytes.length;
  const refused = expect.objectContaining({ code: CODE }) as Error;
  expect(() => decode(bytes.subarray(0, index))).toThrow(refused);
  const damaged = Uint8Array.from(bytes);
  damaged[index] = (damaged[index] as number) ^ change;
  // A changed space of the padding is no damage.
  if (damaged[index] !== 0x09 && damaged[index] !== 0x0a && damaged[index] !== 0x0d) {
    expect(() => decode(damaged)).toThrow(refused);
  }
})));

describe('a header that says something else', () => {
  const fileOf = (json: string, body: Uint8Array = new Uint8Array()) => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(Buffer.byteLength(json)));
    return Buffer.concat([length, Buffer.from(json), body]);
  };
  /** As if whoever wrote it had meant it. */
  const signed = (header: Record<string, unknown>, metadata: Record<string, unknown>, body: Uint8Array) => {
    const own = { format: FORMAT, ...metadata };
    const sha256 = createHash('sha256').update(JSON.stringify({ __metadata__: own, ...header })).update(body).digest('hex');
    return fileOf(JSON.stringify({ __metadata__: { ...own, sha256 }, ...header }), body);
  };
  const refused = expect.objectContaining({ name: 'StrideError', code: CODE }) as Error;

  it.each([
    'null', '[]', '7', '"x"', '{}', '{"__metadata__":null}', '{"__metadata__":[]}', '{"__metadata__":"stride-test"}', '{"__metadata__":{"format":7}}',
    '{"__metadata__":{"format":"stride-test"},"a":null}', '{"__proto__":{"__metadata__":{"format":"stride-test"}}}',
  ])('is refused: %s', (json) => {
    expect(() => decode(fileOf(json))).toThrow(refused);
  });

  it('is refused whatever it is', () => fc.assert(fc.property(fc.json(), fc.uint8Array({ maxLength: 20 }), (json, body) => {
    expect(() => decode(fileOf(json, body))).toThrow(refused);
  })));

  const nearly = fc.record({
    dtype: fc.constantFrom<unknown>('F32', 'F16', null), shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 3 }), fc.jsonValue()),
    data_offsets: fc.oneof(fc.tuple(fc.integer({ min: -4, max: 16 }), fc.integer({ min: -4, max: 16 })), fc.array(fc.nat(8), { maxLength: 3 }), fc.jsonValue()),
  }, { requiredKeys: [] });

  it('never fails in another way, even with a checksum that is right', () => fc.assert(fc.property(
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.oneof(nearly, fc.jsonValue())), fc.dictionary(fc.stringMatching(/^[a-e]$/), fc.oneof(fc.string(), fc.jsonValue())),
    fc.uint8Array({ maxLength: 16 }), (header, metadata, body) => {
      try {
        const { tensors } = decode(signed(header, metadata, body));
        for (const { shape, values } of tensors.values()) expect(values).toHaveLength(shape.reduce((product, size) => product * size, 1));
      } catch (error) {
        expect(error).toEqual(refused);
      }
    }), { numRuns: 1000 }));
});

it('names the format that a file has instead', () => {
  const other = encodeTensors({ format: 'stride-weights', metadata: {}, tensors: new Map() });
  expect(() => decode(other)).toThrow('its format is "stride-weights", not "stride-test"');
});

it('fails with the code that the caller names', () => {
  expect(() => decodeTensors(new Uint8Array(3), FORMAT, 'WEIGHTS_INVALID')).toThrow(expect.objectContaining({ code: 'WEIGHTS_INVALID' }) as Error);
});
