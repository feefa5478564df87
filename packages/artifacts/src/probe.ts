import { randomUUID } from 'node:crypto';
import { StrideError } from '@stride/core';
import type { ArtifactStore } from './artifact-store.js';

/** The `check` of every store: rights to write do not imply rights to read or to delete, so all three are tried. */
export async function probe(store: ArtifactStore): Promise<void> {
  const key = `_check/${randomUUID()}`;
  const written = new TextEncoder().encode(key);
  await store.put(key, written);
  const read = await store.get(key);
  await store.delete(key);
  if (Buffer.compare(read, written) !== 0) {
    throw new StrideError('ARTIFACT_STORE_UNAVAILABLE', `${store.description} gave back other bytes than were stored`);
  }
}
