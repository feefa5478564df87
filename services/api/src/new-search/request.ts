/** A request for a search, whether the search is made or only planned. */
import { CreateSearchSchema, warmStartRequest, type CreateSearch } from '@stride/contracts';
import type { ErrorCode } from '@stride/core';
import { countAliveWorkers, type NewSearch } from '@stride/storage';
import type { FastifySchemaCompiler } from 'fastify';
import { Type, type TSchema } from 'typebox';
import type { Context } from '../context.js';
import { compileValidator } from '../plugins/validation.js';
import { BODY_PROBLEMS } from '../problems/problem.js';
import { resolveSearch } from './resolve.js';
import { findEarlier } from './warm-start.js';

/** What can be wrong with it. */
export const REQUEST_PROBLEMS: readonly ErrorCode[] = [
  'SEARCH_SPACE_UNKNOWN', 'SEARCH_SPACE_INVALID', 'DATASET_UNKNOWN', 'DATASET_INVALID', 'DATASET_MISMATCH',
  'PROXY_TASK_INVALID', 'STRATEGY_UNKNOWN', 'STRATEGY_OPTION_INVALID', 'SCHEDULER_UNKNOWN', 'SCHEDULER_OPTION_INVALID',
  'CAPS_IMPOSSIBLE', 'WARM_START_INVALID', 'BUDGET_IMPOSSIBLE', ...BODY_PROBLEMS,
];

/** Spaces and architectures are left to core, which checks more than their form and says all of it in one answer. */
const CheckedSchema = Type.Object({
  ...CreateSearchSchema.properties,
  space: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Object({}, { title: 'search space' })]),
  warmStart: Type.Optional(warmStartRequest(Type.Object({}, { title: 'architecture' }))),
}, { additionalProperties: false });

/** For routes whose body is one. */
export const requestValidator: FastifySchemaCompiler<TSchema> = (route) =>
  compileValidator(route.httpPart === 'body' ? { ...route, schema: CheckedSchema } : route);

/** The search that it comes to, as things are now: see {@link resolveSearch}. */
export async function resolveRequest({ db, spaces, datasets }: Context, request: CreateSearch): Promise<NewSearch> {
  const now = new Date();
  const aliveWorkers = await countAliveWorkers(db.prisma, now);
  const earlier = await findEarlier(db.prisma, request.warmStart);
  return resolveSearch(request, { spaces, datasets: await datasets.list(), aliveWorkers, earlier, now });
}
