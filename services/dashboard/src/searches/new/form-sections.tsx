import type { ReactNode } from 'react';
import { bigCount, compact } from '../../format/numbers.js';
import { ChoiceField, Field } from './field.js';
import { BUDGET_FIELDS, CAP_FIELDS, DATASET, FROM_SEARCH, NAME, OBJECTIVE, OBJECTIVE_FIELDS, SCHEDULER, SPACE, STRATEGY, TRAINING_FIELDS, type FormField } from './form-fields.js';
import type { FormState } from './form-state.js';
import type { Catalogue } from './new-search-page.js';
import { TunedChoice } from './tuned-choice.js';

const OBJECTIVES = [
  { value: '', text: 'joint (default)' },
  { value: 'absolute', text: 'absolute' },
  { value: 'pareto', text: 'pareto' },
] as const;

const OBJECTIVE_HINTS: Readonly<Record<string, string>> = {
  joint: 'Accuracy × (step time / reference’s)^w × (parameters / reference’s)^v',
  absolute: 'Accuracy, less what it costs to be off a target step time',
  pareto: 'Accuracy, step time and parameters without weights: the front is what counts',
};

/** The fields, what most people touch first. Everything but the space has a default. */
export function FormSections({ catalogue, state }: { readonly catalogue: Catalogue; readonly state: FormState }) {
  const kind = state.form['objective'] || 'joint';
  const space = catalogue.spaces.find(({ name }) => name === state.form['space']);
  return (
    <>
      <Section title="What to search">
        <ChoiceField
          {...state.field(SPACE)}
          choices={catalogue.spaces.map(({ name, size }) => ({ value: name, text: `${name} (${bigCount(size)} architectures)` }))}
          hint={space?.description}
        />
        <ChoiceField
          {...state.field(DATASET)}
          choices={[
            { value: '', text: 'the one that fits the space (default)' },
            ...catalogue.datasets.map(({ name, shape, classes, splits }) => ({
              value: name,
              text: `${name}: ${shape.width} × ${shape.height} × ${shape.channels}, ${classes} classes, ${compact(splits.train)} images`,
            })),
          ]}
        />
        <Field {...state.field(NAME)} placeholder="space and time" />
      </Section>
      <Section title="How long">
        <Row fields={BUDGET_FIELDS} state={state} />
      </Section>
      <Section title="How">
        <TunedChoice of="strategy" field={STRATEGY} choices={catalogue.strategies} state={state} />
        <TunedChoice of="scheduler" field={SCHEDULER} choices={catalogue.schedulers} state={state} />
      </Section>
      <Section title="What counts">
        <ChoiceField {...state.field(OBJECTIVE)} choices={OBJECTIVES} hint={OBJECTIVE_HINTS[kind]} />
        <Row fields={OBJECTIVE_FIELDS[kind] ?? []} state={state} />
        <Row fields={CAP_FIELDS} state={state} placeholder="no limit" />
      </Section>
      <More title="Training of each candidate" fields={TRAINING_FIELDS} state={state} />
      <More title="Start from an earlier search" fields={[FROM_SEARCH]} state={state} placeholder="from nothing" />
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="card new-search-section">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

interface RowProps {
  readonly fields: readonly FormField[];
  readonly state: FormState;
  readonly placeholder?: string;
}

function Row({ fields, state, ...more }: RowProps) {
  if (fields.length === 0) return null;
  return (
    <div className="new-search-row">
      {fields.map((field) => (
        <Field key={field.name} {...state.field(field)} {...more} />
      ))}
    </div>
  );
}

/** What few people change: closed, unless something in it is filled in. */
function More({ title, fields, ...row }: RowProps & { readonly title: string }) {
  const isUsed = fields.some(({ name }) => (row.state.form[name] ?? '') !== '');
  return (
    <details className="card new-search-section" open={isUsed || undefined}>
      <summary>{title}</summary>
      <Row fields={fields} {...row} />
    </details>
  );
}
