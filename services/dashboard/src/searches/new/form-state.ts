import type { FormField } from './form-fields.js';
import { issueOf, type Issue } from './issues.js';
import type { SearchForm } from './search-request.js';

export interface FormState {
  readonly form: SearchForm;
  /** What a component of this field needs. */
  field(field: FormField): { readonly field: FormField; readonly value: string; readonly error: string | null; onChange(text: string): void };
}

/** Ties fields to the form and to what the API says of them. */
export function formState(form: SearchForm, issues: readonly Issue[], set: (name: string, text: string) => void): FormState {
  return {
    form,
    field: (field) => ({
      field,
      value: form[field.name] ?? '',
      error: issueOf(field, issues),
      onChange: (text) => set(field.name, text),
    }),
  };
}
