/** Which complaint of the API belongs to which field. Pure. */
import { fieldNamed, type FormField } from './form-fields.js';

export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with the value of a field: of itself, or of something in it. */
export function issueOf({ pointer }: FormField, issues: readonly Issue[]): string | null {
  return issues.find(({ path }) => path === pointer || path.startsWith(`${pointer}/`))?.message ?? null;
}

/** What no field on show says. @param shown names of the fields that are there */
export function remaining(issues: readonly Issue[], shown: readonly string[]): readonly Issue[] {
  const fields = shown.flatMap((name) => fieldNamed(name) ?? []);
  return issues.filter((issue) => !fields.some((field) => issueOf(field, [issue]) !== null));
}
