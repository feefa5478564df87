import { DocumentReader, pointer } from '../documents/reader.js';
import type { Rule } from '../documents/rules.js';
import type { Architecture, Stage } from './architecture.js';
import { ARCHITECTURE_RULES, MAX_STAGES } from './rules.js';

/**
 * Checks a JSON document and returns it as an architecture.
 * @throws StrideError ARCHITECTURE_INVALID whose `issues` name everything that is wrong
 */
export function validateArchitecture(document: unknown): Architecture {
  const reader = new DocumentReader();
  const architecture = readArchitecture(reader, '', document);
  reader.finish('ARCHITECTURE_INVALID', 'architecture');
  // No issue means that every field was read.
  return architecture as Architecture;
}

/** Reports every problem of the architecture at `path`; the result is only sound when nothing was reported. */
export function readArchitecture(reader: DocumentReader, path: string, document: unknown): Architecture | null {
  const rules = ARCHITECTURE_RULES;
  const fields = reader.object(path, document, ['schemaVersion', 'input', 'classes', 'stem', 'stages', 'head']);
  if (fields === null) return null;
  reader.value(pointer(path, 'schemaVersion'), fields['schemaVersion'], rules.schemaVersion);
  reader.value(pointer(path, 'classes'), fields['classes'], rules.classes);
  return {
    schemaVersion: 1,
    input: readSection(reader, pointer(path, 'input'), fields['input'], rules.input),
    classes: fields['classes'] as number,
    stem: readSection(reader, pointer(path, 'stem'), fields['stem'], rules.stem),
    stages: readStages(reader, pointer(path, 'stages'), fields['stages']),
    head: readSection(reader, pointer(path, 'head'), fields['head'], rules.head),
  };
}

function readStages(reader: DocumentReader, path: string, document: unknown): Stage[] {
  const items = reader.list(path, document, 1, MAX_STAGES) ?? [];
  return items.map((item, index) => readSection(reader, pointer(path, index), item, ARCHITECTURE_RULES.stage));
}

function readSection<T extends object>(
  reader: DocumentReader, path: string, document: unknown, rules: { readonly [K in keyof T]: Rule<T[K]> },
): T {
  const names = Object.keys(rules) as (keyof T & string)[];
  const section: Record<string, unknown> = {};
  const fields = reader.object(path, document, names);
  if (fields === null) return section as T;
  for (const name of names) {
    const value = fields[name];
    // JSON can spell zero as -0, which would print and hash as 0 but not equal it.
    if (reader.value(pointer(path, name), value, rules[name])) section[name] = Object.is(value, -0) ? 0 : value;
  }
  return section as T;
}
