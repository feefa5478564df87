import { DatasetSchema } from '@stride/contracts';
import { Type } from 'typebox';
import type { Routes } from '../../context.js';
import { problemResponses } from '../../problems/problem.js';

export const datasetRoutes: Routes = (app, { datasets }) => {
  app.get('/v1/datasets', {
    schema: {
      tags: ['service'], summary: 'Datasets that candidates can be trained on',
      response: { 200: Type.Object({ items: Type.Array(DatasetSchema) }), ...problemResponses() },
    },
  }, async () => ({ items: [...datasets] }));
};
