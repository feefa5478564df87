/** Strategies and schedulers there are, and what tunes each. */
import { Type, type Static } from 'typebox';
import { strict } from '../domain.js';

export const OptionInfoSchema = Type.Object({
  name: Type.String(), description: Type.String(), integer: Type.Boolean(),
  default: Type.Number(), minimum: Type.Number(), maximum: Type.Number(),
}, strict);

export const ChoiceInfoSchema = Type.Object({
  name: Type.String(), description: Type.String(),
  isDefault: Type.Boolean({ description: 'of searches that name none' }),
  options: Type.Array(OptionInfoSchema),
}, strict);
export type ChoiceInfo = Static<typeof ChoiceInfoSchema>;

/** Whether an option's default goes by the length of the search is known of strategies alone. */
export const StrategyInfoSchema = Type.Object({
  ...ChoiceInfoSchema.properties,
  fitsBudget: Type.Boolean({ description: 'whether some options that are left out go by the number of candidates; `default` is then that of a long search' }),
}, strict);
export type StrategyInfo = Static<typeof StrategyInfoSchema>;

export const StrategyListSchema = Type.Object({ items: Type.Array(StrategyInfoSchema) }, strict);
export const SchedulerListSchema = Type.Object({ items: Type.Array(ChoiceInfoSchema) }, strict);
