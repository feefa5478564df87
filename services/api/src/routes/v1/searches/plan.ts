import { SearchPlanSchema } from '@stride/contracts';
import type { Routes } from '../../../context.js';
import { documentedRequest } from '../../../new-search/documented.js';
import { ANY_SEED, toPlan } from '../../../new-search/plan.js';
import { REQUEST_PROBLEMS, requestValidator, resolveRequest } from '../../../new-search/request.js';
import { problemResponses } from '../../../problems/problem.js';

export const planRoutes: Routes = (app, context) => {
  app.post('/v1/searches/plan', {
    validatorCompiler: requestValidator,
    schema: {
      operationId: 'planSearch', tags: ['searches'], summary: 'What a search would be, without submitting it',
      description: 'Takes and refuses what submitting does, and stores nothing. Without a seed the one in `proxyTask` stands for the one that is drawn then.',
      body: documentedRequest(),
      response: { 200: SearchPlanSchema, ...problemResponses(...REQUEST_PROBLEMS) },
    },
  }, async ({ body }) => toPlan(await resolveRequest(context, { seed: ANY_SEED, ...body }), body));
};
