import type { Issue } from '@stride/core';
import type { ErrorObject } from 'ajv';
import { describeFound, describeSchema, type JsonSchema } from './describe.js';
import { escapePointer } from './pointer.js';

/** More than a person reads at once; the rest shows up when these are mended. */
const MAX_ISSUES = 20;

/** Says in sentences what ajv (with `allErrors` and `verbose`) found wrong, each with a JSON Pointer into the document. */
export function schemaIssues(errors: readonly ErrorObject[]): Issue[] {
  const issues = relevant(errors).map(toIssue);
  const unique = new Map(issues.map((issue) => [`${issue.path} ${issue.message}`, issue]));
  return [...unique.values()].slice(0, MAX_ISSUES);
}

/**
 * Ajv reports every branch of a failed union. Of each union this keeps the branch whose type fits what was sent, or whose
 * kind, where a field names one; where none does, one error that says what the union, or that field, takes.
 */
function relevant(errors: readonly ErrorObject[]): ErrorObject[] {
  const union = outermostUnion(errors);
  if (!union) return [...errors];
  const inside = errors.filter((error) => error !== union && isInside(error, union));
  const rest = errors.filter((error) => error !== union && !inside.includes(error));
  return [...chosenBranch(union, inside), ...relevant(rest)];
}

function outermostUnion(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  return unions.sort((a, b) => a.schemaPath.length - b.schemaPath.length)[0];
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/`)
    && (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`));
}

function chosenBranch(union: ErrorObject, inside: readonly ErrorObject[]): ErrorObject[] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split('/', 1)[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const fitting = [...branches.values()].filter((branch) => !branch.some((error) => refusesAltogether(error, union)));
  const named = fitting.length < 2 ? fitting : fitting.filter((branch) => !branch.some((error) => isOtherKind(error, union)));
  const nearest = named.map(relevant).sort((a, b) => a.length - b.length)[0];
  return nearest ?? (fitting.length > 0 ? [unknownKind(fitting.flat().filter((error) => isOtherKind(error, union)))] : [union]);
}

/** A field of the object is the constant that tells the branches apart, and here it is another one. */
function isOtherKind(error: ErrorObject, union: ErrorObject): boolean {
  return error.keyword === 'const' && error.instancePath.startsWith(`${union.instancePath}/`)
    && !error.instancePath.slice(union.instancePath.length + 1).includes('/');
}

/** One error for all branches: the field takes any of their constants. */
function unknownKind(kinds: readonly ErrorObject[]): ErrorObject {
  const [first] = kinds as [ErrorObject];
  return { ...first, keyword: 'enum', parentSchema: { enum: kinds.map((kind) => (kind.parentSchema as JsonSchema).const) } };
}

/** The branch does not even take a value of this type, or not this constant. */
function refusesAltogether(error: ErrorObject, union: ErrorObject): boolean {
  return error.instancePath === union.instancePath && ['type', 'const', 'enum'].includes(error.keyword);
}

function toIssue(error: ErrorObject): Issue {
  return { path: pointer(error), message: message(error) };
}

/** To the field itself where one is missing or too many. */
function pointer(error: ErrorObject): string {
  const name: unknown = error.params['additionalProperty'] ?? error.params['missingProperty'];
  return typeof name === 'string' ? `${error.instancePath}/${escapePointer(name)}` : error.instancePath;
}

function message(error: ErrorObject): string {
  const parent = (error.parentSchema ?? {}) as JsonSchema;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(String(error.params['additionalProperty']), parent);
    case 'required':
      return missingField(String(error.params['missingProperty']), parent);
    case 'uniqueItems':
      return `items ${[error.params['i'], error.params['j']].sort().join(' and ')} are the same; expected different ones`;
    default:
      return `found ${describeFound(error.data)}; expected ${describeSchema(parent)}`;
  }
}

function unknownField(name: string, parent: JsonSchema): string {
  const known = Object.keys(parent.properties ?? {});
  return `unknown field ${JSON.stringify(name)}; ${known.length > 0 ? `the fields here are ${known.join(', ')}` : 'no field is expected here'}`;
}

function missingField(name: string, parent: JsonSchema): string {
  const schema = Object.hasOwn(parent.properties ?? {}, name) ? parent.properties?.[name] : undefined;
  return `the field ${JSON.stringify(name)} is missing${schema ? `; expected ${describeSchema(schema)}` : ''}`;
}
