import type { Issue } from '@stride/core';
import { escapePointer } from '../problems/pointer.js';

/** No document of the contract is half as deep; deeper ones only serve to exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * The first thing in a parsed request that PostgreSQL or JavaScript cannot keep as it is: NUL, half of a surrogate
 * pair, the field `__proto__`, or nesting beyond reason. Names of fields are looked at too.
 */
export function unstorable(root: unknown): Issue | null {
  const open: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [{ value: root, path: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') {
      const fault = textFault(value);
      if (fault) return { path, message: `found ${fault}; expected text of whole Unicode characters other than U+0000` };
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) return { path, message: `found nesting deeper than ${MAX_DEPTH} levels` };
    for (const [key, nested] of Object.entries(value)) {
      const fault = key === '__proto__' ? 'the reserved word __proto__' : textFault(key);
      if (fault) return { path, message: `found ${fault} as the name of a field` };
      open.push({ value: nested, path: `${path}/${escapePointer(key)}`, depth: depth + 1 });
    }
  }
  return null;
}

function textFault(text: string): string | null {
  if (text.includes('\u0000')) return 'the character U+0000';
  return /\p{Surrogate}/u.test(text) ? 'half of a surrogate pair' : null;
}
