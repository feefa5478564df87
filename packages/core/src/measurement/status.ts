export const CANDIDATE_STATUSES = ['queued', 'running', 'completed', 'failed', 'pruned', 'cancelled'] as const;
export type CandidateStatus = (typeof CANDIDATE_STATUSES)[number];

/** Of a full training; nothing prunes one. */
export const TRAINING_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export type TrainingStatus = (typeof TRAINING_STATUSES)[number];

export const SEARCH_STATUSES = ['pending', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type SearchStatus = (typeof SEARCH_STATUSES)[number];

/**
 * LOST: the worker vanished. OOM: out of memory. DIVERGED: NaN or infinity in loss or logits. TIMEOUT: over its
 * time limit. INVALID: the architecture or the task cannot be trained. ERROR: everything else.
 */
export const FAILURE_REASONS = ['LOST', 'OOM', 'DIVERGED', 'TIMEOUT', 'INVALID', 'ERROR'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];
