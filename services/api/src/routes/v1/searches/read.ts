import { ListSearchesQuerySchema, SearchDetailSchema, SearchPageSchema } from '@stride/contracts';
import { listSearches, searchDetail } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

export const readRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches', {
    schema: {
      operationId: 'listSearches', tags: ['searches'], summary: 'Searches, newest first',
      querystring: ListSearchesQuerySchema,
      response: { 200: SearchPageSchema, ...problemResponses('CURSOR_INVALID') },
    },
  }, async (request) => listSearches(db.prisma, request.query));

  app.get('/v1/searches/:id', {
    schema: {
      operationId: 'getSearch', tags: ['searches'], summary: 'One search with everything it was submitted with',
      params: IdParams,
      response: { 200: SearchDetailSchema, ...problemResponses('SEARCH_UNKNOWN') },
    },
  }, async (request) => searchDetail(db.prisma, request.params.id));
};
