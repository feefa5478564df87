/**
 * The one catalogue of coded errors. `status` is the HTTP status the API answers with; docs/errors.md lists the same
 * codes, and a test holds the two together.
 */
export const ERRORS = {
  INVALID_REQUEST: { status: 400, title: 'The request is not of the documented form' },
  INVALID_JSON: { status: 400, title: 'The body is not valid JSON' },
  BODY_EMPTY: { status: 400, title: 'The body is empty' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is larger than this endpoint takes' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body is not application/json' },
  SEARCH_SPACE_INVALID: { status: 422, title: 'The search space is not valid' },
  SEARCH_SPACE_UNKNOWN: { status: 404, title: 'No search space has that name' },
  ARCHITECTURE_INVALID: { status: 422, title: 'The architecture is not valid' },
  ARCHITECTURE_UNKNOWN: { status: 404, title: 'No architecture has that name' },
  SCALING_INVALID: { status: 422, title: 'The architecture cannot be scaled like that' },
  ENCODING_INVALID: { status: 422, title: 'The encoding does not belong to the search space' },
  DATASET_UNKNOWN: { status: 422, title: 'No dataset has that name' },
  DATASET_MISMATCH: { status: 422, title: 'The dataset does not fit the search space' },
  DATASET_CORRUPT: { status: 500, title: 'A dataset file is missing or damaged' },
  DATASET_INVALID: { status: 422, title: 'A folder holds no usable dataset' },
  STRATEGY_UNKNOWN: { status: 422, title: 'No strategy has that name' },
  STRATEGY_OPTION_INVALID: { status: 422, title: 'A strategy option is out of range' },
  STRATEGY_STATE_INVALID: { status: 500, title: 'A stored strategy state cannot be restored' },
  SCHEDULER_UNKNOWN: { status: 422, title: 'No scheduler has that name' },
  SCHEDULER_OPTION_INVALID: { status: 422, title: 'A scheduler option is out of range' },
  TABLE_INVALID: { status: 422, title: 'A table of recorded results cannot be read' },
  CAPS_IMPOSSIBLE: { status: 422, title: 'No network keeps within the caps' },
  WARM_START_INVALID: { status: 422, title: 'A search cannot be started from that' },
  PROXY_TASK_INVALID: { status: 422, title: 'The proxy task cannot be run' },
  BUDGET_IMPOSSIBLE: { status: 422, title: 'The budget cannot be met' },
  SEARCH_UNKNOWN: { status: 404, title: 'No search has that id' },
  CANDIDATE_UNKNOWN: { status: 404, title: 'No candidate has that id' },
  TRAINING_UNKNOWN: { status: 404, title: 'No training has that id' },
  ROUTE_UNKNOWN: { status: 404, title: 'No such address' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The address does not take this method' },
  SEARCH_STATE_CONFLICT: { status: 409, title: 'The search is not in a state that allows this' },
  NO_COMPLETED_CANDIDATE: { status: 409, title: 'No candidate of the search has completed' },
  TRAINING_STATE_CONFLICT: { status: 409, title: 'The training is not in a state that allows this' },
  EXPORT_FORMAT_UNKNOWN: { status: 422, title: 'There is no export format of that name' },
  EXPORT_UNSUPPORTED: { status: 422, title: 'The architecture has no form in that format' },
  WEIGHTS_MISSING: { status: 409, title: 'The candidate has no trained weights' },
  WEIGHTS_INVALID: { status: 500, title: 'A file of weights cannot be used' },
  ARTIFACT_MISSING: { status: 500, title: 'A stored file is gone' },
  ARTIFACT_STORE_UNAVAILABLE: { status: 503, title: 'Files cannot be stored or read' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, title: 'The idempotency key was used with another request' },
  CURSOR_INVALID: { status: 400, title: 'The cursor is not one this endpoint gave out' },
  NOT_READY: { status: 503, title: 'The service is not ready' },
  BACKEND_UNAVAILABLE: { status: 500, title: 'The compute backend is not available' },
  BACKEND_FAILED: { status: 500, title: 'The compute backend failed' },
  TRAINING_DIVERGED: { status: 500, title: 'Training diverged' },
  TRAINING_TIMEOUT: { status: 500, title: 'Training took longer than its limit' },
  CHECKPOINT_INVALID: { status: 500, title: 'A checkpoint cannot be used' },
  OUT_OF_MEMORY: { status: 500, title: 'Out of memory' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database cannot be reached' },
  QUEUE_UNAVAILABLE: { status: 503, title: 'The queue cannot be reached' },
  QUEUE_MESSAGE_INVALID: { status: 500, title: 'A queue message is not of the documented form' },
  MIGRATION_FAILED: { status: 500, title: 'A database migration failed' },
  CONFIG_INVALID: { status: 500, title: 'A setting is not valid' },
  INTERNAL: { status: 500, title: 'Something went wrong inside Stride' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One thing that is wrong: where in the document, what was found, what would be right. */
export interface Issue {
  /** JSON Pointer, e.g. /stages/2/kernel; empty for the whole document. */
  readonly path: string;
  readonly message: string;
}

/** An error meant for the person who reads it: coded, naming the offending value and what would be right. */
export class StrideError extends Error {
  override readonly name = 'StrideError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, options: { issues?: readonly Issue[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.issues = options.issues ?? [];
  }
}
