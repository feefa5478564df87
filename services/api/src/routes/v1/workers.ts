import { WorkerSchema } from '@stride/contracts';
import { listWorkers } from '@stride/storage';
import { Type } from 'typebox';
import type { Routes } from '../../context.js';
import { problemResponses } from '../../problems/problem.js';

export const workerRoutes: Routes = (app, { db }) => {
  app.get('/v1/workers', {
    schema: {
      operationId: 'listWorkers', tags: ['service'], summary: 'Workers heard of in the last hour, living ones first',
      response: { 200: Type.Object({ items: Type.Array(WorkerSchema) }), ...problemResponses() },
    },
  }, async () => ({ items: await listWorkers(db.prisma) }));
};
