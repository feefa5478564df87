import { SearchSpaceSchema, SearchSpaceSummarySchema } from '@stride/contracts';
import { parseSearchSpace } from '@stride/core';
import { Type } from 'typebox';
import type { Routes } from '../../context.js';
import { BODY_PROBLEMS, problemResponses } from '../../problems/problem.js';
import { summarize } from '../../space-library.js';

const ValidationSchema = Type.Object({
  valid: Type.Literal(true),
  size: Type.String({ description: 'exact number of different architectures' }),
  reference: SearchSpaceSummarySchema.properties.reference,
  space: SearchSpaceSchema,
}, { additionalProperties: false });

export const searchSpaceRoutes: Routes = (app, { spaces }) => {
  app.get('/v1/search-spaces', {
    schema: {
      operationId: 'listSearchSpaces', tags: ['search spaces'], summary: 'The search spaces that can be named',
      response: { 200: Type.Object({ items: Type.Array(SearchSpaceSummarySchema) }), ...problemResponses() },
    },
  }, async () => ({ items: spaces.all.map((shipped) => shipped.summary) }));

  app.get('/v1/search-spaces/:name', {
    schema: {
      operationId: 'getSearchSpace', tags: ['search spaces'], summary: 'The document of one search space',
      params: Type.Object({ name: Type.String() }),
      response: { 200: SearchSpaceSchema, ...problemResponses('SEARCH_SPACE_UNKNOWN') },
    },
  }, async (request) => spaces.named(request.params.name).space);

  app.post('/v1/search-spaces/validate', {
    schema: {
      operationId: 'validateSearchSpace', tags: ['search spaces'], summary: 'Check a document without submitting it',
      body: SearchSpaceSchema,
      response: { 200: ValidationSchema, ...problemResponses('SEARCH_SPACE_INVALID', ...BODY_PROBLEMS) },
    },
    // The schema is for the reader: core checks the form too, and says what is wrong with the rest in the same answer.
    validatorCompiler: () => () => true,
  }, async (request) => {
    const space = parseSearchSpace(request.body);
    const { size, reference } = summarize(space);
    return { valid: true as const, size, reference, space };
  });
};
