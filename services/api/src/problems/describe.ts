/** The keywords of JSON Schema that the contract uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
}

const SHOWN_CHARACTERS = 60;

/** What was sent, short enough for a sentence. */
export function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string') return describeText(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  return 'an object';
}

function describeText(text: string): string {
  if (text === '') return 'an empty string';
  if (text.length <= SHOWN_CHARACTERS) return `the string ${JSON.stringify(text)}`;
  return `a string of ${text.length} characters that begins ${JSON.stringify(text.slice(0, SHOWN_CHARACTERS))}`;
}

/** What a schema takes, as a noun phrase. */
export function describeSchema(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(describeSchema).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return describeChoices(schema.enum);
  switch (schema.type) {
    case 'integer': return `an integer${range(schema)}`;
    case 'number': return `a number${range(schema)}`;
    case 'string': return `a string${length(schema)}${schema.pattern ? ` of the form ${schema.pattern}` : ''}`;
    case 'boolean': return 'true or false';
    case 'null': return 'null';
    case 'array': return describeArray(schema);
    default: return describeObject(schema);
  }
}

function describeChoices(choices: readonly unknown[]): string {
  const words = choices.map((choice) => JSON.stringify(choice));
  return words.length === 1 ? words.join() : `one of ${words.join(', ')}`;
}

function describeArray(schema: JsonSchema): string {
  return `a list of ${(schema.minItems ?? 0) > 0 ? `at least ${schema.minItems}` : 'any number'}`
    + (schema.items ? `, each ${describeSchema(schema.items)}` : '');
}

function describeObject(schema: JsonSchema): string {
  const names = Object.keys(schema.properties ?? {});
  return names.length > 0 ? `an object with the fields ${names.join(', ')}` : 'an object';
}

function range({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  const low = minimum !== undefined ? ` of at least ${minimum}` : '';
  const above = exclusiveMinimum !== undefined ? ` above ${exclusiveMinimum}` : '';
  const high = maximum !== undefined ? `${low || above ? ' and' : ' of'} at most ${maximum}` : '';
  const below = exclusiveMaximum !== undefined ? `${low || above ? ' and' : ''} below ${exclusiveMaximum}` : '';
  return `${low}${above}${high}${below}`;
}

function length({ minLength, maxLength }: JsonSchema): string {
  if (minLength !== undefined && maxLength !== undefined) return ` of ${minLength} to ${maxLength} characters`;
  if (maxLength !== undefined) return ` of at most ${maxLength} characters`;
  return minLength !== undefined ? ` of at least ${minLength} characters` : '';
}
