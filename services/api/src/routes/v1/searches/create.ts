import { CreateSearchSchema, SearchDetailSchema, warmStartRequest, type CreateSearch } from '@stride/contracts';
import type { JsonValue } from '@stride/core';
import { countAliveWorkers, createSearch, replayedSearch, searchDetail, type Idempotency } from '@stride/storage';
import type { FastifySchemaCompiler } from 'fastify';
import { Type, type TSchema } from 'typebox';
import type { Context, Routes } from '../../../context.js';
import { documentedRequest } from '../../../new-search/documented.js';
import { resolveSearch } from '../../../new-search/resolve.js';
import { findEarlier } from '../../../new-search/warm-start.js';
import { compileValidator } from '../../../plugins/validation.js';
import { BODY_PROBLEMS, problemResponses } from '../../../problems/problem.js';

const Headers = Type.Object({
  'idempotency-key': Type.Optional(Type.String({
    minLength: 1, maxLength: 255, description: 'of requests with one key the first makes a search and the others answer with it',
  })),
});

/** Spaces and architectures are left to core, which checks more than their form and says all of it in one answer. */
const CheckedSchema = Type.Object({
  ...CreateSearchSchema.properties,
  space: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Object({}, { title: 'search space' })]),
  warmStart: Type.Optional(warmStartRequest(Type.Object({}, { title: 'architecture' }))),
}, { additionalProperties: false });

const validatorCompiler: FastifySchemaCompiler<TSchema> = (route) =>
  compileValidator(route.httpPart === 'body' ? { ...route, schema: CheckedSchema } : route);

export const createRoutes: Routes = (app, context) => {
  app.post('/v1/searches', {
    validatorCompiler,
    schema: {
      operationId: 'createSearch', tags: ['searches'], summary: 'Submit a search',
      description: 'Everything but the space has a default; the answer shows what was filled in.',
      body: documentedRequest(), headers: Headers,
      response: {
        201: SearchDetailSchema,
        200: Type.Unsafe({ ...SearchDetailSchema, description: 'an earlier request with this Idempotency-Key made the search' }),
        ...problemResponses(
          'SEARCH_SPACE_UNKNOWN', 'SEARCH_SPACE_INVALID', 'DATASET_UNKNOWN', 'DATASET_INVALID', 'DATASET_MISMATCH',
          'PROXY_TASK_INVALID', 'STRATEGY_UNKNOWN', 'STRATEGY_OPTION_INVALID', 'SCHEDULER_UNKNOWN', 'SCHEDULER_OPTION_INVALID',
          'CAPS_IMPOSSIBLE', 'WARM_START_INVALID', 'BUDGET_IMPOSSIBLE', 'IDEMPOTENCY_KEY_REUSED', ...BODY_PROBLEMS),
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
  { db, spaces, datasets }: Context, request: CreateSearch, idempotency: Idempotency | undefined,
): Promise<{ readonly searchId: string; readonly created: boolean }> {
  const first = idempotency ? await replayedSearch(db.prisma, idempotency) : null;
  if (first !== null) return { searchId: first, created: false };
  const now = new Date();
  const aliveWorkers = await countAliveWorkers(db.prisma, now);
  const earlier = await findEarlier(db.prisma, request.warmStart);
  return createSearch(db, resolveSearch(request, { spaces, datasets: await datasets.list(), aliveWorkers, earlier, now }), idempotency);
}
