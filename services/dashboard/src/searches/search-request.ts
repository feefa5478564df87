/** From the fields of the form to the request and to the same request as a curl command. Pure. */
import type { CreateSearch } from '@stride/contracts';

export interface SearchForm {
  readonly space: string;
  readonly name: string;
  readonly candidates: string;
  readonly strategy: string;
  readonly seed: string;
}

export const EMPTY_FORM: SearchForm = { space: '', name: '', candidates: '', strategy: '', seed: '' };

/** Only what was filled in: the API owns the defaults. It also judges the values, so that its words are the ones shown. */
export function toRequest(form: SearchForm): CreateSearch {
  return {
    space: form.space,
    ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
    ...(form.strategy === '' ? {} : { strategy: { name: form.strategy } }),
    ...(form.candidates === '' ? {} : { budget: { candidates: Number(form.candidates) } }),
    ...(form.seed === '' ? {} : { seed: Number(form.seed) }),
  };
}

export function toCurl(request: CreateSearch, origin: string): string {
  // Inside single quotes a shell takes everything literally but the quote itself.
  const body = JSON.stringify(request).replaceAll("'", `'\\''`);
  return `curl -X POST ${origin}/v1/searches \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
}
