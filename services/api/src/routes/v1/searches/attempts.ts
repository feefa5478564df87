import { SearchAttemptsSchema } from '@stride/contracts';
import { searchAttempts } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';
import { asJson, written } from '../written.js';

export const attemptRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches/:id/attempts', {
    schema: {
      operationId: 'getSearchAttempts', tags: ['candidates'], summary: 'Every attempt that a worker has begun, by column, for a timeline',
      description: 'At candidates, the reference among them, and at full trainings, in the order in which they began.',
      params: IdParams,
      response: { 200: written(SearchAttemptsSchema), ...problemResponses('SEARCH_UNKNOWN') },
    },
  }, async (request, reply) => asJson(reply).send(await searchAttempts(db.prisma, request.params.id)));
};
