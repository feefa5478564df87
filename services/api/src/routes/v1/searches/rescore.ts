import { RescoreSearchSchema, RescoringSchema } from '@stride/contracts';
import { rescoreSearch } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { resolveObjective } from '../../../new-search/objective.js';
import { BODY_PROBLEMS, problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

const DEFAULT_TOP = 10;

export const rescoreRoutes: Routes = (app, { db }) => {
  app.post('/v1/searches/:id/rescore', {
    schema: {
      operationId: 'rescoreSearch', tags: ['searches'], summary: 'What would have won under another objective',
      description: 'Computed from the stored measurements; nothing is trained and nothing changes. What the objective leaves out, caps included, is as in the search.',
      params: IdParams, body: RescoreSearchSchema,
      response: { 200: RescoringSchema, ...problemResponses('SEARCH_UNKNOWN', ...BODY_PROBLEMS) },
    },
  }, async ({ params, body: { objective, top = DEFAULT_TOP } }) => (
    rescoreSearch(db.prisma, params.id, { objective: (present) => resolveObjective(objective, present), top })));
};
