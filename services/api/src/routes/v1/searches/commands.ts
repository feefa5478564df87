import { ExtendSearchSchema, SearchDetailSchema } from '@stride/contracts';
import { cancelSearch, extendSearch, pauseSearch, resumeSearch, searchDetail, type Database } from '@stride/storage';
import { Type } from 'typebox';
import type { Routes } from '../../../context.js';
import { BODY_PROBLEMS, problemResponses } from '../../../problems/problem.js';
import { IdParams } from '../params.js';

interface Command {
  readonly name: string;
  readonly summary: string;
  readonly run: (db: Database, searchId: string) => Promise<void>;
}

const COMMANDS: readonly Command[] = [
  { name: 'pause', summary: 'Ask for no new candidates; those in flight go on', run: pauseSearch },
  { name: 'resume', summary: 'Go on with a paused search', run: resumeSearch },
  { name: 'cancel', summary: 'End a search and its candidates in flight', run: cancelSearch },
];

const Nothing = Type.Object({}, { additionalProperties: false, description: 'nothing, or an empty object' });

export const commandRoutes: Routes = (app, { db }) => {
  for (const command of COMMANDS) {
    app.post(`/v1/searches/:id/${command.name}`, {
      schema: {
        operationId: `${command.name}Search`, tags: ['searches'], summary: command.summary,
        params: IdParams, body: Nothing,
        response: { 200: SearchDetailSchema, ...problemResponses('SEARCH_UNKNOWN', 'SEARCH_STATE_CONFLICT', ...BODY_PROBLEMS) },
      },
    }, async (request) => {
      await command.run(db, request.params.id);
      request.log.info(`search ${command.name}`);
      return searchDetail(db.prisma, request.params.id);
    });
  }

  app.post('/v1/searches/:id/extend', {
    schema: {
      operationId: 'extendSearch', tags: ['searches'], summary: 'Add candidates to the budget; a finished search runs again',
      description: 'The limits on time and failures grow in proportion.',
      params: IdParams, body: ExtendSearchSchema,
      response: {
        200: SearchDetailSchema,
        ...problemResponses('SEARCH_UNKNOWN', 'SEARCH_STATE_CONFLICT', 'BUDGET_IMPOSSIBLE', ...BODY_PROBLEMS),
      },
    },
  }, async (request) => {
    await extendSearch(db, request.params.id, request.body.candidates);
    request.log.info({ candidates: request.body.candidates }, 'search extended');
    return searchDetail(db.prisma, request.params.id);
  });
};
