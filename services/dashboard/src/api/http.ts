/** One place that talks HTTP: JSON in, JSON out, problem documents (RFC 9457) turned into `ApiError`. */
import type { Problem } from '@stride/contracts';

export interface ErrorIssue {
  readonly path: string;
  readonly message: string;
}

/** What the API refused, or `UNREACHABLE` when nobody answered. The message is meant for the person at the page. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly issues: readonly ErrorIssue[];

  constructor(code: string, message: string, issues: readonly ErrorIssue[] = []) {
    super(message);
    this.code = code;
    this.issues = issues;
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** @throws ApiError; an aborted request rejects with the signal's reason instead. */
export async function request<T>(path: string, { method = 'GET', body, signal }: RequestOptions = {}): Promise<T> {
  const response = await send(path, {
    method,
    headers:
      body === undefined
        ? { accept: 'application/json' }
        : { accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await toApiError(response);
  return (await response.json()) as T;
}

/** A file, under the name that the server gives it. @throws ApiError */
export async function download(path: string): Promise<{ readonly name: string; readonly content: Blob }> {
  const response = await send(path, {});
  if (!response.ok) throw await toApiError(response);
  const [, name = 'stride-export'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { name, content: await response.blob() };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError('UNREACHABLE', 'The Stride API does not answer. Is it still running?');
  }
}

async function toApiError(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === 'string') {
      return new ApiError(problem.code, problem.detail ?? problem.title ?? problem.code, problem.issues ?? []);
    }
  } catch {
    // Not JSON: a proxy or something other than Stride answered; the status line below says what is known.
  }
  return new ApiError(
    `HTTP_${response.status}`,
    `The server answered ${response.status} ${response.statusText} to ${response.url}.`,
  );
}

export function toError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('UNEXPECTED', error instanceof Error ? error.message : String(error));
}

/** `?a=1&b=2` of the defined values, or the empty string. */
export function queryString(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) params.set(key, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
