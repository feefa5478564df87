import { StrideError } from '@stride/core';
import type { ArtifactStore } from './artifact-store.js';
import { FolderStore } from './folder-store.js';
import { checkKey } from './key.js';
import { S3Store } from './s3-store.js';

/** S3's own rule for names of buckets, without its finer points. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Opens a store without touching it: `check()` says whether it can be used.
 *
 * @param location a folder's path, or `s3://bucket` or `s3://bucket/prefix`
 * @throws StrideError `CONFIG_INVALID` when it is neither
 */
export function openArtifactStore(location: string): ArtifactStore {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(location) ?? [];
  if (scheme === undefined) {
    if (location.trim() === '') throw invalid('is empty');
    return new FolderStore(location);
  }
  if (scheme.toLowerCase() !== 's3' || rest === undefined) throw invalid(`begins with ${scheme}://`);
  const [bucket = '', ...parts] = rest.replace(/\/+$/, '').split('/');
  // Not repeated in the message: where a bucket should be, people have written user:password@host.
  if (!BUCKET.test(bucket)) throw invalid('names no bucket that S3 would take');
  const prefix = parts.join('/');
  if (prefix !== '') checkPrefix(prefix);
  return new S3Store(bucket, prefix);
}

function checkPrefix(prefix: string): void {
  try {
    checkKey(prefix);
  } catch (error) {
    throw invalid(`has the prefix ${JSON.stringify(prefix)}, which is not names of letters, digits, ".", "_" and "-"`, error);
  }
}

function invalid(what: string, cause?: unknown): StrideError {
  return new StrideError('CONFIG_INVALID', `the place for artifacts ${what}; it should be a folder's path or s3://bucket/prefix`, { cause });
}
