/** What a store holds after a `put`: enough to find the bytes again and to know that they are the same. */
export interface StoredArtifact {
  readonly key: string;
  /** How many bytes were stored. */
  readonly bytes: number;
  /** Lower-case hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
}

/**
 * Keeps checkpoints and trained weights by key, e.g. `trainings/<id>/attempt-1/checkpoint.safetensors`. Every key is
 * stored whole or not at all, replaces what was there, and several processes may use one store at a time: the last
 * `put` of a key wins. A key that is not of the form that `checkKey` asks for is `INTERNAL`, whatever else goes wrong
 * is `ARTIFACT_STORE_UNAVAILABLE` and says what the store answered and what to check.
 */
export interface ArtifactStore {
  /** What a person calls the store: the folder's path or the bucket's address. */
  readonly description: string;
  put(key: string, bytes: Uint8Array): Promise<StoredArtifact>;
  /** @throws StrideError `ARTIFACT_MISSING` when nothing is stored under the key. */
  get(key: string): Promise<Uint8Array>;
  /** Null when nothing is stored under the key. */
  find(key: string): Promise<Uint8Array | null>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Writes, reads and deletes a small file of its own: resolves when the store can be used. */
  check(): Promise<void>;
}
