import { ListLogQuerySchema, SearchLogSchema } from '@stride/contracts';
import { searchLog } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

export const logRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches/:id/log', {
    schema: {
      operationId: 'getSearchLog', tags: ['events'], summary: 'What happened in a search, the newest first',
      description: 'Kept as long as the search is. What is new comes as live events `log.appended`.',
      params: IdParams, querystring: ListLogQuerySchema,
      response: { 200: SearchLogSchema, ...problemResponses('SEARCH_UNKNOWN', 'CURSOR_INVALID') },
    },
  }, async (request) => searchLog(db.prisma, request.params.id, request.query));
};
