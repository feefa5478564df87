import { SearchPointsSchema } from '@stride/contracts';
import { searchPoints } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';
import { asJson, written } from '../written.js';

export const pointRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches/:id/points', {
    schema: {
      operationId: 'getSearchPoints', tags: ['candidates'], summary: 'Every candidate of a search at once, by column, for charts',
      description: 'In the order of proposal. Follow the events after `lastEventId` to keep it up to date.',
      params: IdParams,
      response: { 200: written(SearchPointsSchema), ...problemResponses('SEARCH_UNKNOWN') },
    },
  }, async (request, reply) => asJson(reply).send(await searchPoints(db.prisma, request.params.id)));
};
