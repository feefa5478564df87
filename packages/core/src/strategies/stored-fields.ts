/** Parts that stored states have in common. */
import type { DocumentReader } from '../documents/reader.js';
import { pointer } from '../documents/reader.js';
import { integerBetween, type Rule } from '../documents/rules.js';
import type { DecisionSpace } from '../search-space/decision-space.js';

/** 64 bits: among a million networks, the chance that any two share them is 3 in 10^8. */
const HASH_DIGITS = 16;

/** Enough of a hash to tell the networks of one search apart, and a quarter of its length in the stored state. */
export function shortHash(hash: string): string {
  return hash.slice(0, HASH_DIGITS);
}

/** Short hashes in one text. @param count how many; any number when left out */
export function joinedHashes(count?: number): Rule<string> {
  return {
    expected: `${count === undefined ? '' : `${count} `}groups of ${HASH_DIGITS} lower-case hex digits without a separator`,
    accepts: (value): value is string => typeof value === 'string' && /^([0-9a-f]{16})*$/.test(value)
      && (count === undefined || value.length === count * HASH_DIGITS),
  };
}

export function splitHashes(joined: string): string[] {
  return joined.match(/.{16}/g) ?? [];
}

export function readEncoding(reader: DocumentReader, path: string, document: unknown, space: DecisionSpace): number[] {
  const wanted = space.decisions;
  const indices = reader.list(path, document, wanted.length, wanted.length) ?? [];
  return indices.filter((index, at): index is number => (
    reader.value(pointer(path, at), index, integerBetween(0, (wanted[at]?.choices.length ?? 1) - 1))));
}
