import type { ChoiceInfo } from '@stride/contracts';
import { ChoiceField, Field } from './field.js';
import { optionField, type FormField } from './form-fields.js';
import type { FormState } from './form-state.js';

interface TunedChoiceProps {
  readonly of: 'strategy' | 'scheduler';
  readonly field: FormField;
  readonly choices: readonly ChoiceInfo[];
  readonly state: FormState;
}

/** A strategy or scheduler, what it does in a sentence, and what tunes it. */
export function TunedChoice({ of, field, choices, state }: TunedChoiceProps) {
  const usual = choices.find(({ isDefault }) => isDefault);
  const chosen = choices.find(({ name }) => name === (state.form[field.name] ?? '')) ?? usual;
  return (
    <>
      <ChoiceField
        {...state.field(field)}
        hint={chosen?.description}
        choices={[
          { value: '', text: usual === undefined ? 'default' : `${usual.name} (default)` },
          ...choices.filter((choice) => choice !== usual).map(({ name }) => ({ value: name, text: name })),
        ]}
      />
      {chosen !== undefined && chosen.options.length > 0 && chosen !== usual && (
        <div className="new-search-row">
          {chosen.options.map((option) => (
            <Field
              key={option.name}
              {...state.field({ ...optionField(of, option.name), hint: option.description })}
              placeholder={String(option.default)}
            />
          ))}
        </div>
      )}
    </>
  );
}
