import { CandidateDetailSchema } from '@stride/contracts';
import { candidateDetail } from '@stride/storage';
import type { Routes } from '../../context.js';
import { problemResponses } from '../../problems/problem.js';
import { IdParams } from './params.js';

export const candidateRoutes: Routes = (app, { db }) => {
  app.get('/v1/candidates/:id', {
    schema: {
      operationId: 'getCandidate', tags: ['candidates'], summary: 'One candidate: architecture, curve, step time, attempts',
      params: IdParams,
      response: { 200: CandidateDetailSchema, ...problemResponses('CANDIDATE_UNKNOWN') },
    },
  }, async (request) => candidateDetail(db.prisma, request.params.id));
};
