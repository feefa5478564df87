import { CreateSearchSchema, ObjectiveRequestSchema, type ChoiceInfo, type CreateSearch, type StrategyInfo } from '@stride/contracts';
import { DEFAULT_OBJECTIVES, SCHEDULERS, STRATEGIES, type OptionSpec, type OptionSpecs } from '@stride/core';
import { Type, type TSchema, type TUnsafe } from 'typebox';
import { DEFAULT_STRATEGY } from '../defaults.js';

interface Definition {
  readonly name: string;
  readonly description: string;
  readonly options: OptionSpecs;
  readonly optionsFor?: unknown;
}

const DEFAULT_SCHEDULER = (SCHEDULERS[0] as Definition).name;
const OBJECTIVE_DEFAULTS = `what is left out: ${Object.values(DEFAULT_OBJECTIVES).map((objective) => JSON.stringify(objective)).join(', or ')}; the first where no kind is named`;
const FITS_BUDGET = 'Defaults are those of a long search: some of what is left out goes by the number of candidates';

export function strategyInfos(): StrategyInfo[] {
  return STRATEGIES.map((strategy) => ({ ...infoOf(strategy, DEFAULT_STRATEGY), fitsBudget: strategy.optionsFor !== undefined }));
}

export function schedulerInfos(): ChoiceInfo[] {
  return SCHEDULERS.map((scheduler) => infoOf(scheduler, DEFAULT_SCHEDULER));
}

function infoOf({ name, description, options }: Definition, defaultName: string): ChoiceInfo {
  return { name, description, isDefault: name === defaultName, options: Object.entries(options).map(([option, spec]) => ({ name: option, ...spec })) };
}

/**
 * The request as the documentation shows it: every strategy and scheduler with its options, their defaults and ranges. Requests
 * are not checked against this but by the strategy itself, whose errors have codes of their own.
 */
export function documentedRequest(): TUnsafe<CreateSearch> {
  return Type.Unsafe<CreateSearch>({
    ...CreateSearchSchema,
    properties: {
      ...CreateSearchSchema.properties,
      objective: { ...ObjectiveRequestSchema, description: OBJECTIVE_DEFAULTS },
      strategy: choiceSchema(STRATEGIES, DEFAULT_STRATEGY),
      scheduler: choiceSchema(SCHEDULERS, DEFAULT_SCHEDULER),
    },
    examples: [{ space: 'fashion-mnist' }],
  });
}

function choiceSchema(definitions: readonly Definition[], defaultName: string): TSchema {
  return Type.Union(definitions.map(definitionSchema), { description: `default: ${defaultName}` });
}

function definitionSchema({ name, description, options, optionsFor }: Definition): TSchema {
  const properties = Object.fromEntries(Object.entries(options).map(([option, spec]) => [option, Type.Optional(optionSchema(spec))]));
  return Type.Object({
    name: Type.Literal(name),
    options: Type.Optional(Type.Object(properties, { additionalProperties: false })),
  }, { additionalProperties: false, title: name, description: optionsFor ? `${description}. ${FITS_BUDGET}` : description });
}

function optionSchema({ integer, default: value, minimum, maximum, description }: OptionSpec): TSchema {
  return (integer ? Type.Integer : Type.Number)({ default: value, minimum, maximum, description });
}
