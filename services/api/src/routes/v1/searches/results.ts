import { CandidateDetailSchema, ParetoSchema } from '@stride/contracts';
import { bestCandidate, paretoCandidates } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

export const resultRoutes: Routes = (app, { db }) => {
  app.get('/v1/searches/:id/best', {
    schema: {
      operationId: 'getBestCandidate', tags: ['searches'], summary: 'The completed candidate within the caps that is expected to have the highest reward',
      params: IdParams,
      response: { 200: CandidateDetailSchema, ...problemResponses('SEARCH_UNKNOWN', 'NO_COMPLETED_CANDIDATE') },
    },
  }, async (request) => bestCandidate(db.prisma, request.params.id));

  app.get('/v1/searches/:id/pareto', {
    schema: {
      operationId: 'getParetoFront', tags: ['searches'], summary: 'Completed candidates that no other beats in accuracy, step time and parameters at once',
      description: 'And how the volume that they cover grew. What breaks a cap takes no part; step times of different classes of device are compared as multiples of the reference\'s on each.',
      params: IdParams,
      response: { 200: ParetoSchema, ...problemResponses('SEARCH_UNKNOWN') },
    },
  }, async (request) => paretoCandidates(db.prisma, request.params.id));
};
