import { ArchitectureSchema, SearchSpaceSchema } from '@stride/contracts';
import { Type } from 'typebox';
import type { Routes } from '../context.js';
import { problemResponses } from '../problems/problem.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const SCHEMAS = {
  'architecture.v1': { schema: ArchitectureSchema, operationId: 'getArchitectureSchema' },
  'search-space.v1': { schema: SearchSpaceSchema, operationId: 'getSearchSpaceSchema' },
} as const;

/** The published JSON Schemas of the documents that people write and keep. */
export const schemaRoutes: Routes = (app) => {
  for (const [name, { schema, operationId }] of Object.entries(SCHEMAS)) {
    const text = JSON.stringify({ $schema: DIALECT, $id: `urn:stride:schema:${name}`, ...schema }, null, 2);
    app.get(`/schemas/${name}.json`, {
      schema: {
        operationId, tags: ['service'], summary: `JSON Schema: ${name}`,
        response: { 200: Type.Unknown({ description: 'a JSON Schema of draft 2020-12' }), ...problemResponses() },
      },
    }, async (_request, reply) => reply.type('application/schema+json').send(text));
  }
};
