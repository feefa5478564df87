import { StrideError } from '@stride/core';

/** Runs `check`, whose issues point into a part of the request, and makes them point from the request's root. */
export function within<T>(pointer: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof StrideError)) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: `${pointer}${issue.path}` }));
    throw new StrideError(error.code, error.message, { issues, cause: error });
  }
}
