import { SearchDetailSchema, type CreateSearch } from '@stride/contracts';
import type { JsonValue } from '@stride/core';
import { createSearch, replayedSearch, searchDetail, type Idempotency } from '@stride/storage';
import { Type } from 'typebox';
import type { Context, Routes } from '../../../context.js';
import { documentedRequest } from '../../../new-search/documented.js';
import { REQUEST_PROBLEMS, requestValidator, resolveRequest } from '../../../new-search/request.js';
import { problemResponses } from '../../../problems/problem.js';

const Headers = Type.Object({
  'idempotency-key': Type.Optional(Type.String({
    minLength: 1, maxLength: 255, description: 'of requests with one key the first makes a search and the others answer with it',
  })),
});

export const createRoutes: Routes = (app, context) => {
  app.post('/v1/searches', {
    validatorCompiler: requestValidator,
    schema: {
      operationId: 'createSearch', tags: ['searches'], summary: 'Submit a search',
      description: 'Everything but the space has a default; the answer shows what was filled in.',
      body: documentedRequest(), headers: Headers,
      response: {
        201: SearchDetailSchema,
        200: Type.Unsafe({ ...SearchDetailSchema, description: 'an earlier request with this Idempotency-Key made the search' }),
        ...problemResponses(...REQUEST_PROBLEMS, 'IDEMPOTENCY_KEY_REUSED'),
      },
    },
  }, async (request, reply) => {
    const key = request.headers['idempotency-key'];
    const idempotency = key === undefined ? undefined : { key, request: request.body as unknown as JsonValue };
    const { searchId, created } = await findOrCreate(context, request.body, idempotency);
    if (created) request.log.info({ searchId }, 'search created');
    reply.code(created ? 201 : 200).header('location', `/v1/searches/${searchId}`);
    return searchDetail(context.db.prisma, searchId);
  });
};

/** A repeated request is answered before it is checked: what it names may have changed since. */
async function findOrCreate(
  context: Context, request: CreateSearch, idempotency: Idempotency | undefined,
): Promise<{ readonly searchId: string; readonly created: boolean }> {
  const first = idempotency ? await replayedSearch(context.db.prisma, idempotency) : null;
  if (first !== null) return { searchId: first, created: false };
  return createSearch(context.db, await resolveRequest(context, request), idempotency);
}
