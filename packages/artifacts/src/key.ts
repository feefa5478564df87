import { StrideError } from '@stride/core';

/** One part between slashes: the same on every file system and in every bucket, and never `.`, `..` or a hidden file. */
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** S3 takes 1024 bytes, a path on Linux 4096; the rest is room for a prefix or a folder. */
const MAX_LENGTH = 512;

/** Refuses keys that would leave the store or mean different things in different stores. */
export function checkKey(key: string): void {
  const wrong = key.split('/').find((segment) => !SEGMENT.test(segment));
  if (wrong === undefined && key.length <= MAX_LENGTH) return;
  throw new StrideError('INTERNAL', `${JSON.stringify(key)} is no artifact key: ${wrong === undefined
    ? `it has ${key.length} characters, at most ${MAX_LENGTH} are allowed`
    : `${JSON.stringify(wrong)} between its slashes should be letters, digits, ".", "_" and "-", and not begin with "." or "-"`}`);
}
