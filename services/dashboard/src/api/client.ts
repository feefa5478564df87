/** The one client through which the page talks to the API that served it. */
import { StrideApiError, StrideClient } from '@stride/client';

export const stride = new StrideClient({ baseUrl: window.location.origin });

/** What the API refused, or NOT_READY when nobody answered. The message is meant for the person at the page. */
export type ApiError = StrideApiError;

export function toError(error: unknown): ApiError {
  if (error instanceof StrideApiError) return error;
  return new StrideApiError('UNEXPECTED', 0, error instanceof Error ? error.message : String(error));
}

/** Nobody answered, which another try may change. */
export function isUnreachable({ status }: ApiError): boolean {
  return status === 0;
}
