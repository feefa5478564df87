import { DocumentReader, type Fields } from '../documents/reader.js';
import { oneOf } from '../documents/rules.js';
import type { DecisionSpace } from '../search-space/decision-space.js';

/** What every stored state begins with: whose it is, in which version, and for a space of how many points. */
export type StateHeader = { readonly strategy: string; readonly version: number; readonly points: string };

export function stateHeader(strategy: string, version: number, space: DecisionSpace): StateHeader {
  return { strategy, version, points: String(space.size) };
}

/**
 * Reads the stored state of a strategy; `read` reports what is wrong with the fields it owns.
 * @throws StrideError STRATEGY_STATE_INVALID when it is damaged, of another strategy or version, or of another space
 */
export function readState<T>(
  header: StateHeader, names: readonly string[], state: unknown, read: (reader: DocumentReader, fields: Fields) => T | null,
): T {
  const reader = new DocumentReader();
  const fields = reader.object('', state, [...Object.keys(header), ...names]);
  let result: T | null = null;
  if (fields !== null) {
    for (const [name, value] of Object.entries(header)) reader.value(`/${name}`, fields[name], oneOf([value]));
    result = read(reader, fields);
  }
  reader.finish('STRATEGY_STATE_INVALID', `stored state of strategy ${header.strategy}`);
  // No issue means that every field was read.
  return result as T;
}
