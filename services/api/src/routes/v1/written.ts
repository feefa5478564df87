import type { FastifyReply } from 'fastify';
import { Type, type TSchema, type TUnsafe } from 'typebox';

/** How the documentation describes an answer that storage has written as JSON already. */
export function written(schema: TSchema): TUnsafe<string> {
  return Type.Unsafe<string>(schema);
}

/** Says that the text which follows is JSON: no serializer touches it. */
export function asJson<R extends Pick<FastifyReply, 'type'>>(reply: R): R {
  reply.type('application/json; charset=utf-8');
  return reply;
}
