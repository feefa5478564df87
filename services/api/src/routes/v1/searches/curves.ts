import { CandidateCurvesSchema, ListCurvesQuerySchema } from '@stride/contracts';
import { candidateCurves } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

export const curveRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches/:id/curves', {
    schema: {
      operationId: 'getCandidateCurves', tags: ['candidates'], summary: 'Learning curves of chosen candidates',
      description: 'Of those named by `ids`, once or repeatedly, of the best, and of those in training, each once. An id of no candidate of this search is refused.',
      params: IdParams, querystring: ListCurvesQuerySchema,
      response: { 200: CandidateCurvesSchema, ...problemResponses('SEARCH_UNKNOWN', 'CANDIDATE_UNKNOWN') },
    },
  }, async (request) => candidateCurves(db.prisma, request.params.id, request.query));
};
