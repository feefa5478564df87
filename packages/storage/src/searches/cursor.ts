import { createHash } from 'node:crypto';
import { StrideError } from '@stride/core';

/**
 * Opaque cursors of keyset pagination: the sort values of the last row of a page, which stay true however many rows are
 * inserted. `scope` is the list, its order and its filters: a cursor of another one is refused.
 */
export function encodeCursor(scope: string, values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([digest(scope), ...values])).toString('base64url');
}

/**
 * The values of a cursor that {@link encodeCursor} made for this scope, checked by `isValues`.
 * @throws StrideError CURSOR_INVALID
 */
export function decodeCursor<T extends unknown[]>(
  scope: string, cursor: string, isValues: (values: unknown[]) => values is T,
): T {
  const [found, ...values] = parse(cursor);
  if (found === digest(scope) && isValues(values)) return values;
  throw new StrideError('CURSOR_INVALID',
    `${JSON.stringify(cursor)} is not a cursor of this list; pass the nextCursor of the page before, with the same sort, `
    + 'order and filters, or none to start from the beginning');
}

/** Filters hold text of any length, and a cursor goes into an address. */
function digest(scope: string): string {
  return createHash('sha256').update(scope).digest('base64url').slice(0, DIGEST_LENGTH);
}
const DIGEST_LENGTH = 16;

/** The filters of a query, which it may name in any order, as a part of a scope. */
export function filterScope(filters: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(filters).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return []; // Not even JSON: refused like any other text that is no cursor.
  }
}
