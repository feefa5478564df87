import type { Problem } from '@stride/contracts';
import { StrideError, type ErrorCode } from '@stride/core';

/** The REST API at one address. */
export class RestClient {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  get<T>(path: string): Promise<T> {
    return this.#request<T>('GET', path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#request<T>('POST', path, body);
  }

  /** @throws StrideError with the code and the words of the problem document. */
  async #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.#base), {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const document: unknown = await response.json();
    if (response.ok) return document as T;
    const problem = document as Problem;
    const issues = problem.issues.map((issue) => `\n  ${issue.path || '/'}: ${issue.message}`).join('');
    throw new StrideError(problem.code as ErrorCode, `${problem.detail}${issues}`);
  }
}
