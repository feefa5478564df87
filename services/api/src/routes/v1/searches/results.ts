import { CandidateDetailSchema, ParetoSchema, WinnerSchema } from '@stride/contracts';
import { bestCandidate, paretoCandidates, searchDetail } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { toWinner } from '../../../winner.js';
import { IdParams } from '../params.js';

export const resultRoutes: Routes = (app, { db, version }) => {
  app.get('/v1/searches/:id/best', {
    schema: {
      tags: ['searches'], summary: 'The completed candidate with the highest reward',
      params: IdParams,
      response: { 200: CandidateDetailSchema, ...problemResponses('SEARCH_UNKNOWN', 'NO_COMPLETED_CANDIDATE') },
    },
  }, async (request) => bestCandidate(db.prisma, request.params.id));

  app.get('/v1/searches/:id/pareto', {
    schema: {
      tags: ['searches'], summary: 'Completed candidates that no other beats in accuracy, step time and parameters at once',
      params: IdParams,
      response: { 200: ParetoSchema, ...problemResponses('SEARCH_UNKNOWN') },
    },
  }, async (request) => ({ items: await paretoCandidates(db.prisma, request.params.id) }));

  app.get('/v1/searches/:id/export', {
    schema: {
      tags: ['searches'], summary: 'The winner as a document of its own',
      params: IdParams,
      response: { 200: WinnerSchema, ...problemResponses('SEARCH_UNKNOWN', 'NO_COMPLETED_CANDIDATE') },
    },
    // A file for people too, hence the indentation.
    serializerCompiler: () => (document) => `${JSON.stringify(document, null, 2)}\n`,
  }, async (request, reply) => {
    const best = await bestCandidate(db.prisma, request.params.id);
    const search = await searchDetail(db.prisma, request.params.id);
    reply.header('content-disposition', `attachment; filename="winner-${search.id}.json"`);
    return toWinner(search, best, version, new Date());
  });
};
