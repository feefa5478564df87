import { CreatedTrainingsSchema, TrainingDetailSchema, TrainingListSchema, TrainSchema } from '@stride/contracts';
import { cancelTraining, chooseCandidates, createTrainings, findSearch, listTrainings, trainingDetail } from '@stride/storage';
import { Type } from 'typebox';
import type { Routes } from '../../context.js';
import { datasetOf, resolveChoice, resolveTask } from '../../new-training/resolve.js';
import { BODY_PROBLEMS, problemResponses } from '../../problems/problem.js';
import { IdParams } from './params.js';

const Nothing = Type.Object({}, { additionalProperties: false, description: 'nothing, or an empty object' });

export const trainingRoutes: Routes = (app, { db, datasets }) => {
  app.post('/v1/searches/:id/train', {
    schema: {
      operationId: 'trainCandidates', tags: ['trainings'], summary: 'Train candidates in full, on all training images',
      description: 'As jobs on the same workers. Where the same training of a candidate is under way or completed, it is the answer, and no other is begun.',
      params: IdParams, body: { ...TrainSchema, examples: [{ top: 3 }, { task: { epochs: 10 } }] },
      response: {
        202: CreatedTrainingsSchema,
        ...problemResponses(
          'SEARCH_UNKNOWN', 'CANDIDATE_UNKNOWN', 'NO_COMPLETED_CANDIDATE', 'SEARCH_STATE_CONFLICT', 'PROXY_TASK_INVALID', 'DATASET_UNKNOWN', ...BODY_PROBLEMS),
      },
    },
  }, async (request, reply) => {
    const search = await findSearch(db.prisma, request.params.id);
    const dataset = datasetOf(await datasets.list(), search.dataset);
    const candidates = await chooseCandidates(db.prisma, search.id, resolveChoice(request.body));
    const trainings = candidates.map(({ id, architecture }) => ({ candidateId: id, task: resolveTask(request.body.task, architecture, dataset) }));
    const items = await createTrainings(db, search.id, trainings);
    request.log.info({ searchId: search.id, trainings: items.map(({ id }) => id) }, 'trainings asked for');
    return reply.code(202).send({ items });
  });

  app.get('/v1/searches/:id/trainings', {
    schema: {
      operationId: 'listTrainings', tags: ['trainings'], summary: 'Full trainings of a search, oldest first, and what they say of its proxy task',
      params: IdParams,
      response: { 200: TrainingListSchema, ...problemResponses('SEARCH_UNKNOWN') },
    },
  }, async (request) => listTrainings(db.prisma, request.params.id));

  app.get('/v1/trainings/:id', {
    schema: {
      operationId: 'getTraining', tags: ['trainings'], summary: 'One full training: its task, curve and attempts',
      params: IdParams,
      response: { 200: TrainingDetailSchema, ...problemResponses('TRAINING_UNKNOWN') },
    },
  }, async (request) => trainingDetail(db.prisma, request.params.id));

  app.post('/v1/trainings/:id/cancel', {
    schema: {
      operationId: 'cancelTraining', tags: ['trainings'], summary: 'End a training that is queued or running',
      params: IdParams, body: Nothing,
      response: { 200: TrainingDetailSchema, ...problemResponses('TRAINING_UNKNOWN', 'TRAINING_STATE_CONFLICT', ...BODY_PROBLEMS) },
    },
  }, async (request) => {
    await cancelTraining(db, request.params.id);
    request.log.info('training cancelled');
    return trainingDetail(db.prisma, request.params.id);
  });
};
