import { StrideError, type ErrorCode, type Issue } from '../errors.js';
import { show, type Rule } from './rules.js';

/** The fields of an object in a document, once it is known to be one. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON document whose form is not trusted. It goes on after a problem, so that one answer lists them all.
 * Every method reports what it finds at `path` (a JSON Pointer).
 */
export class DocumentReader {
  readonly #issues: Issue[] = [];

  get hasIssues(): boolean {
    return this.#issues.length > 0;
  }

  report(path: string, message: string): void {
    this.#issues.push({ path, message });
  }

  /** The fields of `value`, of which every required one is there and no other than the named; else null. */
  object(path: string, value: unknown, required: readonly string[], optional: readonly string[] = []): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.report(path, `found ${show(value)}; expected an object with the fields ${required.join(', ')}`);
      return null;
    }
    const known = [...required, ...optional];
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) {
        this.report(pointer(path, name), `unknown field ${show(name)}; the fields here are ${known.join(', ')}`);
      }
    }
    return value as Fields;
  }

  /** The items of a list with `minimum` to `maximum` of them; else null. */
  list(path: string, value: unknown, minimum: number, maximum: number): readonly unknown[] | null {
    if (Array.isArray(value) && value.length >= minimum && value.length <= maximum) return value;
    this.report(path, `found ${show(value)}; expected a list of ${minimum} to ${maximum} items`);
    return null;
  }

  value<T>(path: string, value: unknown, rule: Rule<T>): value is T {
    if (rule.accepts(value)) return true;
    this.report(path, `found ${show(value)}; expected ${rule.expected}`);
    return false;
  }

  /** Throws `code` with every issue when there is one; the message speaks of the first. */
  finish(code: ErrorCode, subject: string): void {
    const [first] = this.#issues;
    if (first === undefined) return;
    const more = this.#issues.length === 1 ? '' : ` (and ${this.#issues.length - 1} more)`;
    const where = first.path === '' ? '' : ` at ${first.path}`;
    throw new StrideError(code, `The ${subject} is not valid${where}: ${first.message}${more}`, { issues: this.#issues });
  }
}

/** The JSON Pointer (RFC 6901) of a member of what `path` points at. */
export function pointer(path: string, member: string | number): string {
  return `${path}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
