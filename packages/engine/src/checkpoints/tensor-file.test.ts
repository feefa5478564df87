import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeTensors, encodeTensors, type StoredTensor, type TensorFile } from './tensor-file.js';

const FORMAT = 'stride-test';
const tensor = fc.float32Array({ maxLength: 40 }).map((values): StoredTensor => ({ shape: [values.length], values }));
const files = fc.record({
  format: fc.constant(FORMAT),
  metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/).filter((key) => key !== 'format'), fc.string()),
  tensors: fc.dictionary(fc.stringMatching(/^[a-z.]{1,12}$/), tensor).map((entries) => new Map(Object.entries(entries))),
});

const plain = ({ metadata, tensors, format }: TensorFile) => ({ format, metadata: { ...metadata }, tensors: [...tensors] });

it('gives back what it was given, bit for bit, NaN and infinities too', () => fc.assert(fc.property(files, (file) => {
  const decoded = decodeTensors(encodeTensors(file), FORMAT);
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
  const refused = expect.objectContaining({ code: 'CHECKPOINT_INVALID' }) as Error;
  expect(() => decodeTensors(bytes.subarray(0, index), FORMAT)).toThrow(refused);
  const damaged = Uint8Array.from(bytes);
  damaged[index] = (damaged[index] as number) ^ change;
  // A changed space of the padding is no damage.
  if (damaged[index] !== 0x09 && damaged[index] !== 0x0a && damaged[index] !== 0x0d) {
    expect(() => decodeTensors(damaged, FORMAT)).toThrow(refused);
  }
})));

it('names the format that a file has instead', () => {
  const other = encodeTensors({ format: 'stride-weights', metadata: {}, tensors: new Map() });
  expect(() => decodeTensors(other, FORMAT)).toThrow('its format is "stride-weights", not "stride-test"');
});
