import { DatasetSchema } from '@stride/contracts';
import { Type } from 'typebox';
import type { Routes } from '../../context.js';
import { problemResponses } from '../../problems/problem.js';

const UnusableSchema = Type.Object({ name: Type.String(), detail: Type.String() }, { additionalProperties: false });

export const datasetRoutes: Routes = (app, { datasets }) => {
  app.get('/v1/datasets', {
    schema: {
      operationId: 'listDatasets', tags: ['service'], summary: 'Datasets that candidates can be trained on',
      description: 'Those that come with Stride, then every folder in STRIDE_DATA_DIR; `unusable` says what is wrong with the others there.',
      response: {
        200: Type.Object({ items: Type.Array(DatasetSchema), unusable: Type.Array(UnusableSchema) }),
        ...problemResponses(),
      },
    },
  }, async () => {
    const listing = await datasets.list();
    return { items: [...listing.datasets], unusable: listing.unusable.map(({ name, error }) => ({ name, detail: error.message })) };
  });
};
