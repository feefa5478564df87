import { WorkerActivitiesSchema, WorkerActivityQuerySchema, WorkerSchema } from '@stride/contracts';
import { listWorkers, workerActivities } from '@stride/storage';
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

  app.get('/v1/workers/activity', {
    schema: {
      operationId: 'getWorkerActivity', tags: ['service'], summary: 'How busy each worker has been, and how its device has kept its pace',
      querystring: WorkerActivityQuerySchema,
      response: { 200: WorkerActivitiesSchema, ...problemResponses() },
    },
  }, async (request) => workerActivities(db.prisma, request.query));
};
