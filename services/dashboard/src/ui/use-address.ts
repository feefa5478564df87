import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** The choices of a view as they stand in the address of the page. */
export interface Address {
  readonly params: URLSearchParams;
  /** Changes some of them; null takes a name out. The browser's back button goes over such changes. */
  write(values: Readonly<Record<string, string | null>>): void;
}

/** Every view keeps its choices in the address, so that reloading and sharing it shows the same. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  const write = useCallback(
    (values: Readonly<Record<string, string | null>>) => setParams((previous) => changed(previous, values), { replace: true }),
    [setParams],
  );
  return { params, write };
}

/** The same address with some names changed. */
export function changed(params: URLSearchParams, values: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** To append to a path: empty, or `?...`. */
export function suffixOf(params: URLSearchParams): string {
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
