import { StrideError } from '@stride/core';
import { Type } from 'typebox';
import type { Routes } from '../context.js';
import { problemResponses } from '../problems/problem.js';

const Status = Type.Object({ status: Type.Literal('ok'), version: Type.String() }, { additionalProperties: false });

export const healthRoutes: Routes = (app, { db, version }) => {
  // Asked every few seconds by whatever watches the service: only failures are worth a line.
  const logLevel = app.log.level === 'silent' ? 'silent' : 'warn';

  app.get('/healthz', {
    logLevel,
    schema: { operationId: 'getLiveness', tags: ['service'], summary: 'Whether the process lives', response: { 200: Status, ...problemResponses() } },
  }, async () => ({ status: 'ok' as const, version }));

  app.get('/readyz', {
    logLevel,
    schema: { operationId: 'getReadiness', tags: ['service'], summary: 'Whether the database answers', response: { 200: Status, ...problemResponses('NOT_READY') } },
  }, async () => {
    await db.ping().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StrideError('NOT_READY', `the database does not answer: ${reason}`, { cause: error });
    });
    return { status: 'ok' as const, version };
  });
};
