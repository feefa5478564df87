import type { Problem } from '@stride/contracts';
import { StrideError, type ErrorCode } from '@stride/core';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;
const TEMPORARY: readonly ErrorCode[] = ['NOT_READY', 'DATABASE_UNAVAILABLE'];

/** The REST API at one address. */
export class RestClient {
  readonly #base: string;
  readonly #patienceMs: number;

  /** @param patienceMs how long `get` and `download` go on asking when nobody answers */
  constructor(base: string, patienceMs: number = PATIENCE_MS) {
    this.#base = base;
    this.#patienceMs = patienceMs;
  }

  /** Asks again for a while when nobody answers: the API or its database may be on its way up again. */
  async get<T>(path: string): Promise<T> {
    return await (await this.#getPatiently(path)).json() as T;
  }

  /** A file, by the name that the API gives it. */
  async download(path: string): Promise<{ name: string; contentType: string; bytes: Uint8Array }> {
    const response = await this.#getPatiently(path);
    const [, name = 'download'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    const [contentType = ''] = (response.headers.get('content-type') ?? '').split(';');
    return { name, contentType, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    return await (await this.#request('POST', path, body)).json() as T;
  }

  async #getPatiently(path: string): Promise<Response> {
    for (const deadline = performance.now() + this.#patienceMs; ; ) {
      try {
        return await this.#request('GET', path);
      } catch (error) {
        const temporary = error instanceof StrideError && TEMPORARY.includes(error.code);
        if (!temporary || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  /** @throws StrideError with the code and the words of the problem document; NOT_READY when nobody answers. */
  async #request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(new URL(path, this.#base), {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new StrideError('NOT_READY', `Stride does not answer at ${this.#base}.`, { cause: error });
    });
    if (response.ok) return response;
    const problem = await response.json() as Problem;
    const issues = problem.issues.map((issue) => `\n  ${issue.path || '/'}: ${issue.message}`).join('');
    throw new StrideError(problem.code as ErrorCode, `${problem.detail}${issues}`);
  }
}
