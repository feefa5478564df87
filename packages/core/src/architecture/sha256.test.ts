import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.js';

const reference = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

it('equals the SHA-256 of node:crypto for any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
    expect(sha256(text)).toBe(reference(text));
  }), { numRuns: 500 });
});

it('equals it at every length around the block size', () => {
  for (let length = 0; length <= 200; length += 1) {
    const text = 'a'.repeat(length);
    expect(sha256(text)).toBe(reference(text));
  }
});
