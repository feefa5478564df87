import type { Routes } from '../../../context.js';
import { searchCandidateRoutes } from './candidates.js';
import { commandRoutes } from './commands.js';
import { createRoutes } from './create.js';
import { searchEventRoutes } from './events.js';
import { readRoutes } from './read.js';
import { rescoreRoutes } from './rescore.js';
import { resultRoutes } from './results.js';

/** Everything under /v1/searches. */
export const searchRoutes: Routes = (app, context) => {
  for (const addRoutes of [createRoutes, readRoutes, commandRoutes, searchCandidateRoutes, resultRoutes, rescoreRoutes, searchEventRoutes]) {
    addRoutes(app, context);
  }
};
