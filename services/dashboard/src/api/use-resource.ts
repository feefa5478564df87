import { useEffect, useState } from 'react';
import { toError, type ApiError } from './client.js';

export type Resource<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: ApiError }
  | { readonly state: 'ready'; readonly value: T };

/**
 * Loads when `key` changes. With `keep`, the previous value stays on show until the next one is there.
 * `load` may be a new function on every render: only `key` decides.
 */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { keep = false } = {},
): Resource<T> {
  const [resource, setResource] = useState<Resource<T>>({ state: 'loading' });
  useEffect(() => {
    const aborter = new AbortController();
    setResource((previous) => (keep && previous.state === 'ready' ? previous : { state: 'loading' }));
    load(aborter.signal).then(
      (value) => {
        if (!aborter.signal.aborted) setResource({ state: 'ready', value });
      },
      (error: unknown) => {
        if (!aborter.signal.aborted) setResource({ state: 'failed', error: toError(error) });
      },
    );
    return () => aborter.abort();
  }, [key, keep]);
  return resource;
}
