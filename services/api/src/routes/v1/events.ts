import { Readable } from 'node:stream';
import { latestEventId, mayHaveForgotten, parseEventId } from '@stride/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Context, Routes } from '../../context.js';
import { eventStream } from '../../events/event-stream.js';
import { problemResponses } from '../../problems/problem.js';

export const EventQuery = Type.Object({
  lastEventId: Type.Optional(Type.String({ description: 'resume after this event; the header Last-Event-ID goes before it' })),
}, { additionalProperties: false });

export const EventHeaders = Type.Object({
  'last-event-id': Type.Optional(Type.String({ description: 'resume after this event' })),
});

/** For the reader of the documentation; a stream is not serialised. */
export const EventResponse = {
  description: 'Server-sent events: `event` is the type, `data` its payload as JSON, `id` counts up',
  content: { 'text/event-stream': { schema: Type.String() } },
} as const;

export const eventRoutes: Routes = (app, context) => {
  app.get('/v1/events', {
    exposeHeadRoute: false,
    schema: {
      operationId: 'streamEvents', tags: ['events'], summary: 'Live events of every search and worker',
      description: 'Begins with what happens next, or after the event that it is told to resume from. Where events after that one are kept no more, it begins with `stream.reset`: load anew what you follow.',
      querystring: EventQuery, headers: EventHeaders,
      response: { 200: EventResponse, ...problemResponses('CURSOR_INVALID') },
    },
  }, async (request, reply) => sendEvents(context, request, reply, request.headers['last-event-id'] ?? request.query.lastEventId));
};

/**
 * Answers with an endless stream, of one search or of everything.
 * @throws StrideError CURSOR_INVALID
 */
export async function sendEvents(
  { db, feed }: Context, request: FastifyRequest, reply: FastifyReply, resumeFrom: string | undefined, searchId?: string,
): Promise<FastifyReply> {
  const latest = await latestEventId(db.prisma);
  const afterId = resumeFrom === undefined ? latest : earlier(resumeFrom, latest);
  const isReset = resumeFrom !== undefined && (BigInt(resumeFrom) > BigInt(latest) || await mayHaveForgotten(db.prisma, afterId));
  const { signal, release } = feed.openStream();
  reply.raw.once('close', release);
  const text = eventStream(db, feed, { afterId, signal, isReset, ...(searchId === undefined ? {} : { searchId }) });
  return reply
    .headers({ 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
    .type('text/event-stream; charset=utf-8')
    .send(Readable.from(quietly(text, request)));
}

/** An id from before the database was made anew is beyond the newest: waiting for it would be waiting for ever. */
function earlier(given: string, latest: string): string {
  return parseEventId(given) < BigInt(latest) ? String(parseEventId(given)) : latest;
}

/** Ends the stream when the log cannot be read: the client comes back and resumes. */
async function* quietly(text: AsyncIterable<string>, request: FastifyRequest): AsyncGenerator<string> {
  try {
    yield* text;
  } catch (error) {
    request.log.warn({ err: error }, 'live events cannot be read');
  }
}
