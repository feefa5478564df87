import type { Routes } from '../../../context.js';
import { attemptRoutes } from './attempts.js';
import { searchCandidateRoutes } from './candidates.js';
import { commandRoutes } from './commands.js';
import { createRoutes } from './create.js';
import { curveRoutes } from './curves.js';
import { searchEventRoutes } from './events.js';
import { logRoutes } from './log.js';
import { planRoutes } from './plan.js';
import { pointRoutes } from './points.js';
import { readRoutes } from './read.js';
import { rescoreRoutes } from './rescore.js';
import { resultRoutes } from './results.js';

const ROUTES: readonly Routes[] = [
  createRoutes, planRoutes, readRoutes, commandRoutes, searchCandidateRoutes, pointRoutes, curveRoutes, attemptRoutes, resultRoutes, rescoreRoutes,
  searchEventRoutes, logRoutes,
];

/** Everything under /v1/searches. */
export const searchRoutes: Routes = (app, context) => {
  for (const addRoutes of ROUTES) addRoutes(app, context);
};
