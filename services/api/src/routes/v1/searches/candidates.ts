import { CandidatePageSchema, ListCandidatesQuerySchema } from '@stride/contracts';
import { listCandidates } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

export const searchCandidateRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches/:id/candidates', {
    schema: {
      operationId: 'listCandidates', tags: ['candidates'], summary: 'Candidates of a search, a page at a time',
      description: 'The reference is no candidate; the search itself shows it. Candidates without a value come last in either order.',
      params: IdParams, querystring: ListCandidatesQuerySchema,
      response: { 200: CandidatePageSchema, ...problemResponses('SEARCH_UNKNOWN', 'CURSOR_INVALID') },
    },
  }, async (request) => listCandidates(db.prisma, request.params.id, request.query));
};
