import type { Problem } from '@stride/contracts';
import { StrideError, type ErrorCode } from '@stride/core';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;
const TEMPORARY: readonly ErrorCode[] = ['NOT_READY', 'DATABASE_UNAVAILABLE'];

/** The REST API at one address. */
export class RestClient {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  /** Asks again for a while when nobody answers: the API or its database may be on its way up again. */
  async get<T>(path: string): Promise<T> {
    for (const deadline = performance.now() + PATIENCE_MS; ; ) {
      try {
        return await this.#request<T>('GET', path);
      } catch (error) {
        const temporary = error instanceof StrideError && TEMPORARY.includes(error.code);
        if (!temporary || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#request<T>('POST', path, body);
  }

  /** @throws StrideError with the code and the words of the problem document; NOT_READY when nobody answers. */
  async #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.#base), {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new StrideError('NOT_READY', `Stride does not answer at ${this.#base}.`, { cause: error });
    });
    const document: unknown = await response.json();
    if (response.ok) return document as T;
    const problem = document as Problem;
    const issues = problem.issues.map((issue) => `\n  ${issue.path || '/'}: ${issue.message}`).join('');
    throw new StrideError(problem.code as ErrorCode, `${problem.detail}${issues}`);
  }
}
