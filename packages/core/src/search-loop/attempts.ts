import type { FailureReason } from '../measurement/status.js';

/** Tries of one candidate, or one training, the first included. */
export const MAX_ATTEMPTS = 3;

/** Reasons that another try may not meet again. The others say something about the candidate itself. */
const RETRIED: ReadonlySet<FailureReason> = new Set(['LOST', 'ERROR']);

/** Whether a candidate whose attempt failed is tried once more. @param tries that have failed, this one included */
export function mayTryAgain(reason: FailureReason, tries: number): boolean {
  return RETRIED.has(reason) && tries < MAX_ATTEMPTS;
}
