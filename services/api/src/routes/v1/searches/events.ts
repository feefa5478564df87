import { findSearch } from '@stride/storage';
import type { Routes } from '../../../context.js';
import { problemResponses } from '../../../problems/problem.js';
import { EventHeaders, EventQuery, EventResponse, sendEvents } from '../events.js';
import { IdParams } from '../params.js';

export const searchEventRoutes: Routes = (app, context) => {
  app.get('/v1/searches/:id/events', {
    exposeHeadRoute: false,
    schema: {
      operationId: 'streamSearchEvents', tags: ['events'], summary: 'Live events of one search',
      description: 'Begins with what happens next, or after the event that it is told to resume from. Where events after that one are kept no more, it begins with `stream.reset`: load anew what you follow.',
      params: IdParams, querystring: EventQuery, headers: EventHeaders,
      response: { 200: EventResponse, ...problemResponses('SEARCH_UNKNOWN', 'CURSOR_INVALID') },
    },
  }, async (request, reply) => {
    const { id } = await findSearch(context.db.prisma, request.params.id);
    return sendEvents(context, request, reply, request.headers['last-event-id'] ?? request.query.lastEventId, id);
  });
};
