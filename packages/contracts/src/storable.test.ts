import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storable } from './storable.js';

test('what PostgreSQL refuses becomes U+FFFD, everywhere', () => {
  expect(storable('a\0b')).toBe('a\ufffdb');
  expect(storable({ 'k\0': ['\ud800', { x: '\udc00 and 😀' }], n: 1, t: true, z: null }))
    .toEqual({ 'k\ufffd': ['\ufffd', { x: '\ufffd and 😀' }], n: 1, t: true, z: null });
});

test('everything else stays as it is', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    fc.pre(!/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
    expect(storable(value)).toEqual(value);
  }));
});

test('the result can always be stored', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(JSON.stringify(storable(text))).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/);
  }));
});
