/** Keeps a restarting datastore from flooding the log. */
import type { ErrorListener } from './backends/backend.js';

const SAME_MS = 1_000;

/** Passes an error on unless the same message was passed on within the last second. */
export function quietly(listener: ErrorListener): ErrorListener {
  const told = new Map<string, number>();
  return (error, where) => {
    const now = performance.now();
    const key = `${where} ${error.message}`;
    if (now - (told.get(key) ?? -Infinity) < SAME_MS) return;
    for (const [old, at] of told) if (now - at >= SAME_MS) told.delete(old);
    told.set(key, now);
    listener(error, where);
  };
}
