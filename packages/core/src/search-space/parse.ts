import type { Architecture } from '../architecture/architecture.js';
import { ARCHITECTURE_RULES, MAX_LAYERS, MAX_STAGES } from '../architecture/rules.js';
import { readArchitecture } from '../architecture/validate.js';
import { DocumentReader, pointer } from '../documents/reader.js';
import { integerBetween, oneOf, show, textMatching, type Rule } from '../documents/rules.js';
import { INPUT_FIELDS, choicesOf } from './fields.js';
import type { Choice, SearchSpace, SearchSpaceStage } from './search-space.js';

const MAX_CHOICES = 64;
const NAME = textMatching(
  /^[a-z0-9][a-z0-9-]{0,63}$/, 'a name of 1 to 64 lower-case letters, digits and hyphens that begins with a letter or digit');
const TEXT = textMatching(/^[^]{0,10000}$/, 'a text of at most 10000 characters');
const STAGE_RULES = { ...ARCHITECTURE_RULES.stage, layers: integerBetween(0, MAX_LAYERS) };

/**
 * Checks a JSON document and returns it as a search space. A leading `$schema`, for editors, is left out.
 * @throws StrideError SEARCH_SPACE_INVALID whose `issues` name everything that is wrong
 */
export function parseSearchSpace(document: unknown): SearchSpace {
  const reader = new DocumentReader();
  const space = readSearchSpace(reader, document);
  reader.finish('SEARCH_SPACE_INVALID', 'search space');
  // No issue means that every field was read.
  return space as SearchSpace;
}

function readSearchSpace(reader: DocumentReader, document: unknown): SearchSpace | null {
  const fields = reader.object(
    '', document, ['schemaVersion', 'name', 'input', 'classes', 'stem', 'stages', 'head', 'reference'], ['$schema', 'description']);
  if (fields === null) return null;
  reader.value('/schemaVersion', fields['schemaVersion'], oneOf([1]));
  reader.value('/name', fields['name'], NAME);
  for (const name of ['$schema', 'description']) {
    if (fields[name] !== undefined) reader.value(`/${name}`, fields[name], TEXT);
  }
  const space = {
    schemaVersion: 1 as const,
    name: fields['name'] as string,
    ...(fields['description'] === undefined ? {} : { description: fields['description'] as string }),
    input: readChoices(reader, '/input', fields['input'], ARCHITECTURE_RULES.input),
    classes: readChoice(reader, '/classes', fields['classes'], ARCHITECTURE_RULES.classes),
    stem: readChoices(reader, '/stem', fields['stem'], ARCHITECTURE_RULES.stem),
    stages: readStages(reader, fields['stages']),
    head: readChoices(reader, '/head', fields['head'], ARCHITECTURE_RULES.head),
  };
  return { ...space, reference: readReference(reader, fields['reference'], space) };
}

function readStages(reader: DocumentReader, document: unknown): SearchSpaceStage[] {
  const items = reader.list('/stages', document, 1, MAX_STAGES) ?? [];
  const stages = items.map((item, index) => readChoices(reader, pointer('/stages', index), item, STAGE_RULES));
  const mayBeLeftOut = (stage: SearchSpaceStage) => choicesOf(stage.layers).includes(0);
  if (stages.length > 0 && stages.every(mayBeLeftOut)) {
    reader.report('/stages', 'every stage offers 0 layers, so a network could end up with no stage at all; '
      + 'at least one stage must offer only 1 or more layers');
  }
  return stages;
}

function readChoices<T extends object>(
  reader: DocumentReader, path: string, document: unknown, rules: { readonly [K in keyof T]: Rule<T[K]> },
): { readonly [K in keyof T]: Choice<T[K]> } {
  const names = Object.keys(rules) as (keyof T & string)[];
  const fields = reader.object(path, document, names);
  const read = (name: keyof T & string) => readChoice(reader, pointer(path, name), fields?.[name], rules[name]);
  const entries = fields === null ? [] : names.map((name) => [name, read(name)]);
  return Object.fromEntries(entries) as { [K in keyof T]: Choice<T[K]> };
}

function readChoice<T>(reader: DocumentReader, path: string, value: unknown, rule: Rule<T>): Choice<T> {
  if (!Array.isArray(value)) {
    const wanted = { ...rule, expected: `${rule.expected}, or a list of such choices` };
    return (reader.value(path, value, wanted) ? plainZero(value) : value) as T;
  }
  if (value.length === 0) reader.report(path, `found an empty list; expected ${rule.expected}, or a list of such choices`);
  if (value.length > MAX_CHOICES) reader.report(path, `found ${value.length} choices; expected at most ${MAX_CHOICES}`);
  const choices = value.slice(0, MAX_CHOICES).map(plainZero);
  choices.forEach((item, index) => {
    if (!reader.value(pointer(path, index), item, rule)) return;
    if (choices.indexOf(item) < index) {
      reader.report(pointer(path, index), `${show(item)} is already in the list; expected every choice only once`);
    }
  });
  return choices as readonly T[];
}

/** JSON can spell zero as -0, which prints as 0 but is another value to Object.is. */
function plainZero(value: unknown): unknown {
  return Object.is(value, -0) ? 0 : value;
}

/** The reference must be an architecture for the same images and classes as the rest of the space. */
function readReference(reader: DocumentReader, document: unknown, space: Omit<SearchSpace, 'reference'>): Architecture {
  const reference = readArchitecture(reader, '/reference', document);
  if (reader.hasIssues || reference === null) return reference as Architecture;
  const offered = (path: string, value: number, choice: Choice<number>) => {
    if (choicesOf(choice).includes(value)) return;
    reader.report(path, `found ${value}; expected what the space offers: ${choicesOf(choice).join(', ')}`);
  };
  for (const name of INPUT_FIELDS) offered(`/reference/input/${name}`, reference.input[name], space.input[name]);
  offered('/reference/classes', reference.classes, space.classes);
  return reference;
}
