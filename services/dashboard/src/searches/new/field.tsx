import type { ReactNode } from 'react';
import type { FormField } from './form-fields.js';

interface FieldProps {
  readonly field: FormField;
  readonly value: string;
  /** What counts while it is empty. */
  readonly placeholder?: string;
  readonly error: string | null;
  onChange(text: string): void;
}

/** One labelled input with its unit, and beneath it what is wrong, or else its hint. */
export function Field({ field, value, placeholder = 'default', error, onChange }: FieldProps) {
  return (
    <Labelled field={field} error={error}>
      {(about) => (
        <input
          {...about}
          className="input"
          type="text"
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          value={value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

interface ChoiceFieldProps extends Omit<FieldProps, 'placeholder'> {
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly hint?: string | undefined;
}

export function ChoiceField({ field, value, choices, hint, error, onChange }: ChoiceFieldProps) {
  return (
    <Labelled field={hint === undefined ? field : { ...field, hint }} error={error}>
      {(about) => (
        <select {...about} className="select" value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface About {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

function Labelled({ field, error, children }: { readonly field: FormField; readonly error: string | null; children(about: About): ReactNode }) {
  const id = `new-${field.name}`;
  const noteId = `${id}-note`;
  const note = error ?? field.hint;
  return (
    <div className="field" data-invalid={error !== null || undefined}>
      <label htmlFor={id}>
        {field.label}
        {field.unit !== undefined && <span className="field-unit">, {field.unit}</span>}
      </label>
      {children({ id, 'aria-describedby': note === undefined ? undefined : noteId, 'aria-invalid': error === null ? undefined : true })}
      {note !== undefined && (
        <p className={error === null ? 'field-hint' : 'field-error'} id={noteId}>
          {note}
        </p>
      )}
    </div>
  );
}
