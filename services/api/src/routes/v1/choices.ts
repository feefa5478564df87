import { SchedulerListSchema, StrategyListSchema } from '@stride/contracts';
import type { Routes } from '../../context.js';
import { schedulerInfos, strategyInfos } from '../../new-search/documented.js';
import { problemResponses } from '../../problems/problem.js';

/** What a search can be run by. */
export const choiceRoutes: Routes = (app) => {
  app.get('/v1/strategies', {
    schema: {
      operationId: 'listStrategies', tags: ['service'], summary: 'Strategies, which decide what is tried next, and their options',
      response: { 200: StrategyListSchema, ...problemResponses() },
    },
  }, async () => ({ items: strategyInfos() }));

  app.get('/v1/schedulers', {
    schema: {
      operationId: 'listSchedulers', tags: ['service'], summary: 'Schedulers, which decide what is trained to the end, and their options',
      response: { 200: SchedulerListSchema, ...problemResponses() },
    },
  }, async () => ({ items: schedulerInfos() }));
};
