/** What a request for a search would come to; nothing is stored. */
import { Type, type Static } from 'typebox';
import { Nullable, ObjectiveSchema, ProxyTaskSchema, strict } from '../domain.js';
import { BudgetSchema, SchedulerChoiceSchema, StrategyChoiceSchema } from './resources.js';

export const SearchPlanSchema = Type.Object({
  name: Type.String(), spaceName: Type.String(), dataset: Type.String(),
  proxyTask: ProxyTaskSchema, objective: ObjectiveSchema, strategy: StrategyChoiceSchema, scheduler: SchedulerChoiceSchema,
  budget: BudgetSchema, concurrency: Type.Integer(), seed: Nullable(Type.Integer({ description: 'null: drawn when the search is created' })),
  spaceSize: Type.String({ description: 'exact number of different architectures' }),
  decisions: Type.Integer({ description: 'of the search space' }),
  reference: Type.Object({
    text: Type.String({ description: 'one-line form' }),
    params: Type.Number({ description: 'trainable' }),
    multiplyAdds: Type.Number({ description: 'of one image' }),
    memoryBytes: Type.Number({ description: 'estimate of what its training holds at its height' }),
  }, strict),
}, { ...strict, title: 'Search plan', description: 'the request with everything that it leaves out filled in, and what it would search' });
export type SearchPlan = Static<typeof SearchPlanSchema>;
