import { StrideError } from '@stride/core';

/** What one store tells of its own failures: what it answered, and what a person should check. */
export interface Refusal {
  readonly said: string;
  readonly check: string;
}

export function missing(store: string, key: string): StrideError {
  return new StrideError('ARTIFACT_MISSING', `${store} holds no ${key}`);
}

export function unavailable(store: string, what: string, { said, check }: Refusal, cause: unknown): StrideError {
  return new StrideError('ARTIFACT_STORE_UNAVAILABLE', `${store} could not ${what}: ${said}; ${check}`, { cause });
}
