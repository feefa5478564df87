/** The fields of the form of a new search: what each is called and where it goes in the request. Pure data. */

export interface FormField {
  /** Its name in the address of the page. */
  readonly name: string;
  readonly label: string;
  /** JSON pointer into the request. */
  readonly pointer: string;
  /** `number`: its text is a number, in the request times `scale`. */
  readonly kind: 'text' | 'number' | 'choice';
  readonly scale?: number;
  /** Unit of what is typed in. */
  readonly unit?: string;
  readonly hint?: string;
}

const MIB = 2 ** 20;

const text = (name: string, label: string, pointer: string, hint?: string): FormField => ({ name, label, pointer, kind: 'text', ...(hint === undefined ? {} : { hint }) });
const choice = (name: string, label: string, pointer: string): FormField => ({ name, label, pointer, kind: 'choice' });
const number = (name: string, label: string, pointer: string, more: Pick<FormField, 'scale' | 'unit' | 'hint'> = {}): FormField => ({
  name,
  label,
  pointer,
  kind: 'number',
  ...more,
});

export const SPACE = choice('space', 'Search space', '/space');
export const NAME = text('name', 'Name', '/name');
export const DATASET = choice('dataset', 'Dataset', '/dataset');
export const FROM_SEARCH = text('from', 'Start from the measurements of search', '/warmStart/fromSearch', 'The id of an earlier search of the same space, dataset and training');
export const STRATEGY = choice('strategy', 'Strategy', '/strategy/name');
export const SCHEDULER = choice('scheduler', 'Scheduler', '/scheduler/name');
export const OBJECTIVE = choice('objective', 'Objective', '/objective/kind');

export const BUDGET_FIELDS = [
  number('candidates', 'Candidates', '/budget/candidates'),
  number('minutes', 'Running time at most', '/budget/wallSeconds', { scale: 60, unit: 'min' }),
  number('failures', 'Failures at most', '/budget/failures'),
  number('concurrency', 'At once', '/concurrency', { hint: 'Candidates in flight' }),
  number('seed', 'Seed', '/seed'),
] as const;

export const OBJECTIVE_FIELDS: Readonly<Record<string, readonly FormField[]>> = {
  joint: [
    number('w', 'Weight of step time, w', '/objective/w', { hint: 'Negative: slower networks lose' }),
    number('v', 'Weight of parameters, v', '/objective/v', { hint: 'Negative: larger networks lose' }),
  ],
  absolute: [
    number('beta', 'Cost of a step of twice the target', '/objective/beta', { hint: 'Negative, in accuracy' }),
    number('target', 'Target step time', '/objective/target', { unit: '× reference' }),
  ],
  pareto: [],
};

export const CAP_FIELDS = [
  number('maxParams', 'Parameters at most', '/objective/caps/params'),
  number('maxStepTime', 'Step time at most', '/objective/caps/stepTimeMs', { unit: 'ms' }),
  number('maxMemory', 'Training memory at most', '/objective/caps/memoryBytes', { scale: MIB, unit: 'MiB' }),
] as const;

export const TRAINING_FIELDS = [
  number('epochs', 'Epochs', '/proxyTask/epochs'),
  number('trainSamples', 'Training images', '/proxyTask/trainSamples'),
  number('validationSamples', 'Validation images', '/proxyTask/validationSamples'),
  number('batchSize', 'Batch size', '/proxyTask/batchSize', { unit: 'images' }),
  number('learningRate', 'Learning rate', '/proxyTask/learningRate'),
  number('timeout', 'Time limit of one training', '/proxyTask/timeoutSeconds', { scale: 60, unit: 'min' }),
] as const;

/** Of an option of the chosen strategy or scheduler: `strategy.population`. */
export function optionField(of: 'strategy' | 'scheduler', option: string): FormField {
  return number(`${of}.${option}`, option, `/${of}/options/${option}`);
}

const OPTION = /^(strategy|scheduler)\.([A-Za-z0-9]+)$/;

const FIXED: readonly FormField[] = [
  SPACE, NAME, DATASET, FROM_SEARCH, STRATEGY, SCHEDULER, OBJECTIVE, ...BUDGET_FIELDS, ...Object.values(OBJECTIVE_FIELDS).flat(), ...CAP_FIELDS, ...TRAINING_FIELDS,
];
const BY_NAME = new Map(FIXED.map((field) => [field.name, field]));

/** The field of that name, if there is one. */
export function fieldNamed(name: string): FormField | null {
  const [, of, option] = OPTION.exec(name) ?? [];
  if (of !== undefined && option !== undefined) return optionField(of as 'strategy' | 'scheduler', option);
  return BY_NAME.get(name) ?? null;
}
