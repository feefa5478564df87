import * as contracts from '@stride/contracts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Contract schemas by what they say: `SearchSummarySchema` is shown as `SearchSummary`. */
const NAMES = new Map<string, string>();
for (const [name, schema] of Object.entries(contracts)) {
  if (name.endsWith('Schema') && isObject(schema as Json)) NAMES.set(identity(schema as unknown as JsonObject), name.slice(0, -'Schema'.length));
}

/**
 * Gives the schemas of an OpenAPI document the names that they have in the contract, each written down once among its components, so
 * that readers and generated clients meet the same few nouns everywhere instead of hundreds of nameless copies.
 */
export function nameSchemas<T extends object>(document: T): T {
  const components: Record<string, Json> = {};
  const paths = named((document as unknown as { readonly paths: Json }).paths, components);
  const schemas = Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, paths, components: { schemas } };
}

function named(node: Json, components: Record<string, Json>): Json {
  if (!isObject(node)) return Array.isArray(node) ? (node as readonly Json[]).map((item) => named(item, components)) : node;
  const name = NAMES.get(identity(node));
  if (name === undefined) return insides(node, components);
  // Set before its insides are walked: a schema may hold itself.
  if (!(name in components)) {
    components[name] = null;
    components[name] = insides(node, components);
  }
  return { $ref: `#/components/schemas/${name}` };
}

function insides(node: JsonObject, components: Record<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, named(value, components)]));
}

/**
 * The same text for the same schema, also after the swagger plugin has had it: constants become enumerations, records
 * `additionalProperties`, and the description of an answer moves out of its schema.
 */
function identity(node: JsonObject): string {
  const { description, ...rest } = node;
  return canonical('properties' in rest || description === undefined ? rest : node);
}

function canonical(node: Json): string {
  if (Array.isArray(node)) return `[${(node as readonly Json[]).map(canonical).join()}]`;
  if (!isObject(node)) return JSON.stringify(node);
  const entries = Object.entries(node).flatMap(rewritten).filter(([, value]) => value !== undefined);
  return `{${entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join()}}`;
}

function rewritten([key, value]: [string, Json]): [string, Json][] {
  if (key === 'const') return [['enum', [value]]];
  return key === 'patternProperties' && isObject(value) ? Object.values(value).map((schema) => ['additionalProperties', schema]) : [[key, value]];
}

function isObject(node: Json | undefined): node is JsonObject {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
