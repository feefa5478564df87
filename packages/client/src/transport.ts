/** HTTP with Stride's manners: refusals are errors with a code, and what may be asked again is, for as long as one is patient. */
import { isTemporary, refusal, StrideApiError } from './errors.js';
import { backOff, pause } from './pause.js';

export type Fetch = (request: Request) => Promise<Response>;

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly headers: Readonly<Record<string, string>>;
  /** How long a request that can be repeated is, while nobody answers or the service is on its way up, in ms. */
  readonly patienceMs: number;
}

/**
 * A fetch that resolves with successes only.
 * @throws StrideApiError for any other answer or none; the signal's reason when the request was aborted
 */
export function createTransport({ fetch, headers, patienceMs }: TransportOptions): Fetch {
  return async (request) => {
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    const deadline = performance.now() + patienceMs;
    for (let failures = 0; ; failures += 1) {
      try {
        return await once(fetch, request.clone());
      } catch (error) {
        const wait = backOff(failures, { first: 200, most: 2000 });
        if (!isTemporary(error) || !isRepeatable(request) || performance.now() + wait > deadline) throw error;
        await pause(wait, request.signal);
      }
    }
  };
}

async function once(fetch: Fetch, request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (cause) {
    request.signal.throwIfAborted();
    throw new StrideApiError('NOT_READY', 0, `Stride does not answer at ${new URL(request.url).origin}. Is it running there?`, { cause });
  }
  if (!response.ok) throw await refusal(response);
  return isStream(response) ? response : whole(response, request);
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

/** The answer with all of its body, so that one that breaks off is asked for again, too. */
async function whole(response: Response, request: Request): Promise<Response> {
  let body: ArrayBuffer;
  try {
    body = await response.arrayBuffer();
  } catch (cause) {
    request.signal.throwIfAborted();
    throw new StrideApiError('NOT_READY', 0, `The answer of ${new URL(request.url).origin} broke off.`, { cause });
  }
  const { status, statusText, headers } = response;
  if (body.byteLength === 0) return new Response(null, { status, statusText, headers });
  if (headers.has('content-disposition') || headers.get('content-type')?.startsWith('application/json') === true || isJson(body)) {
    return new Response(body, { status, statusText, headers });
  }
  throw new StrideApiError('UNEXPECTED', status, `${request.url} did not answer as Stride does. Is there something else at this address?`);
}

function isJson(body: ArrayBuffer): boolean {
  try {
    JSON.parse(new TextDecoder().decode(body));
    return true;
  } catch {
    return false;
  }
}

/** A second time does no more than the first. */
function isRepeatable({ method, headers }: Request): boolean {
  return method === 'GET' || headers.has('idempotency-key');
}
