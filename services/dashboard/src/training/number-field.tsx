import { useId } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly max: number;
  readonly text: string;
  readonly hint: string;
  onText(text: string): void;
}

/** A whole number of at least 1. */
export function NumberField({ label, max, text, hint, onText }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="number"
        min={1}
        max={max}
        step={1}
        inputMode="numeric"
        required
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onText(event.target.value)}
      />
      <p className="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** Null for what is no whole number from 1 to `max`. */
export function readCount(text: string, max: number): number | null {
  const count = Number(text);
  return text.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= max ? count : null;
}
