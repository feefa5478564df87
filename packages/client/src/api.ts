import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './generated/api.js';
import { createTransport, type Fetch, type TransportOptions } from './transport.js';
import type { Download } from './types.js';

/** What the resources of the client share. */
export interface Api {
  readonly http: Client<paths>;
  /** Rejects unless the answer is a success. */
  readonly fetch: Fetch;
  /** Whole address of a path, e.g. '/v1/events'. */
  url(path: string, query?: Readonly<Record<string, string | undefined>>): string;
}

export function createApi(baseUrl: string, options: TransportOptions): Api {
  const base = baseUrl.replace(/\/+$/, '');
  const fetch = createTransport(options);
  return {
    http: createClient<paths>({ baseUrl: base, fetch }),
    fetch,
    url(path, query = {}) {
      const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const text = new URLSearchParams(given).toString();
      return `${base}${path}${text === '' ? '' : `?${text}`}`;
    },
  };
}

/** A signal as a call takes it: not at all where there is none. */
export function given(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The data of an answer: refusals have been thrown by then. */
export async function dataOf<T>(answer: Promise<{ readonly data?: T }>): Promise<T> {
  return (await answer).data as T;
}

export async function download(response: Response): Promise<Download> {
  const [, name = 'download'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  const [contentType = ''] = (response.headers.get('content-type') ?? '').split(';');
  return { name, contentType, bytes: new Uint8Array(await response.arrayBuffer()) };
}
