/** Text as every datastore can hold it. */

/** NUL, which neither text nor jsonb takes, and halves of surrogate pairs, which are no characters. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** Replaces what PostgreSQL would refuse by U+FFFD, in a string or in every string of a JSON value: messages and logs of
 * other programs may hold anything. */
export function storable<T>(value: T): T {
  return replaceIn(value) as T;
}

function replaceIn(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\uFFFD');
  if (Array.isArray(value)) return value.map(replaceIn);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(UNSTORABLE, '\uFFFD'), replaceIn(inner)]));
}
