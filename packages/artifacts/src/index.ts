/**
 * Where checkpoints and trained weights are kept: a folder of this machine, or a bucket of S3 or a store that speaks
 * its language. Both keep the same promises, and one contract suite holds them to these.
 */
export type { ArtifactStore, StoredArtifact } from './artifact-store.js';
export { openArtifactStore } from './open.js';
export { checkpointKey, weightsKey } from './training-keys.js';
