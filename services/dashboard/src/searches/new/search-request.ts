/** From the fields of the form to the request, and to the same request as a command. Pure. */
import type { CreateSearch } from '@stride/client';
import { fieldNamed, OBJECTIVE_FIELDS, type FormField } from './form-fields.js';

/** What was filled in, by the names of the fields; the same as the query string of the page. */
export type SearchForm = Readonly<Record<string, string>>;

/** Only what was filled in: the API owns the defaults. It also judges the values, so that its words are the ones shown. */
export function toRequest(form: SearchForm): CreateSearch {
  const request: Tree = {};
  for (const [name, text] of Object.entries(form)) {
    const field = fieldNamed(name);
    if (field !== null && text.trim() !== '' && isMeant(field, form)) put(request, field.pointer, valueOf(field, text.trim()));
  }
  return request as unknown as CreateSearch;
}

/** A weight of another kind of objective, an option of no strategy: left over from an earlier choice. */
function isMeant({ name, pointer }: FormField, form: SearchForm): boolean {
  const [of] = name.split('.');
  if (of !== name) return (form[of ?? ''] ?? '') !== '';
  const kinds = Object.entries(OBJECTIVE_FIELDS).filter(([, fields]) => fields.some((field) => field.pointer === pointer));
  return kinds.length === 0 || kinds.some(([kind]) => kind === (form['objective'] || 'joint'));
}

function valueOf({ kind, scale = 1 }: FormField, text: string): string | number {
  if (kind !== 'number') return text;
  const value = Number(text);
  // The API says what is wrong with what is no number.
  return Number.isFinite(value) ? value * scale : text;
}

type Tree = { [key: string]: Tree | string | number };

function put(tree: Tree, pointer: string, value: string | number): void {
  const keys = pointer.slice(1).split('/');
  const last = keys.pop() as string;
  let parent = tree;
  for (const key of keys) parent = (parent[key] ??= {}) as Tree;
  parent[last] = value;
}

/** Inside single quotes a shell takes everything literally but the quote itself. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export function toCurl(request: CreateSearch, origin: string): string {
  return `curl -X POST ${origin}/v1/searches \\\n  -H 'content-type: application/json' \\\n  -d ${quoted(JSON.stringify(request))}`;
}

export function toCommand(request: CreateSearch): string {
  return `echo ${quoted(JSON.stringify(request))} |\n  npx stride search submit --file -`;
}
