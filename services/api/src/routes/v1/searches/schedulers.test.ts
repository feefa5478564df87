import type { CandidateDocument, Problem, SearchDetail } from '@stride/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCandidate, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;
beforeAll(async () => { service = await startTestService(); });
afterAll(() => service?.stop());

const submit = (payload: object) => service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small', ...payload } });

describe('a scheduler', () => {
  test('is none when nothing is said', async () => {
    expect((await submit({})).json<SearchDetail>().scheduler).toEqual({ name: 'none', options: {} });
    expect((await submit({ scheduler: { name: 'none' } })).json<SearchDetail>().scheduler).toEqual({ name: 'none', options: {} });
  });

  test('comes back with every option', async () => {
    const response = await submit({ scheduler: { name: 'asha', options: { eta: 2 } } });
    expect(response.statusCode).toBe(201);
    const { id, scheduler, trainingTime } = response.json<SearchDetail>();
    expect(scheduler).toEqual({ name: 'asha', options: { eta: 2, graceEvaluations: 1 } });
    expect(trainingTime).toEqual({ spentSeconds: 0, savedSeconds: 0 });
    expect((await service.app.inject(`/v1/searches/${id}`)).json()).toMatchObject({ scheduler });
    expect((await service.app.inject('/v1/searches')).json()).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id, scheduler })]) as unknown });
  });

  const refused: readonly (readonly [string, object, Partial<Problem>])[] = [
    ['that nobody knows', { scheduler: { name: 'hyperband' } }, {
      code: 'SCHEDULER_UNKNOWN', detail: 'No scheduler has the name "hyperband"; there are none, asha, median' }],
    ['with an option that it has not', { scheduler: { name: 'median', options: { eta: 3 } } }, {
      code: 'SCHEDULER_OPTION_INVALID',
      issues: [{ path: '/scheduler/options/eta', message: 'unknown option "eta"; its options are graceEvaluations, minimumOthers' }] }],
    ['with an option out of range', { scheduler: { name: 'asha', options: { eta: 1 } } }, {
      code: 'SCHEDULER_OPTION_INVALID', issues: [{ path: '/scheduler/options/eta', message: 'found 1 for eta; expected a number from 2 to 16' }] }],
    ['that could stop nothing', { scheduler: { name: 'asha', options: { graceEvaluations: 4 } } }, {
      code: 'SCHEDULER_OPTION_INVALID', issues: [{ path: '/proxyTask/evaluations', message: 'found 4; expected at least 5' }],
      detail: 'scheduler asha could stop nothing: its first rung with these options is after evaluation 4, and a training is over after 4; ask for at least 5 evaluations' }],
    ['in a training that is evaluated once', { scheduler: { name: 'median' }, proxyTask: { evaluations: 1 } }, {
      code: 'SCHEDULER_OPTION_INVALID', issues: [{ path: '/proxyTask/evaluations', message: 'found 1; expected at least 2' }] }],
  ];
  test.each(refused)('%s is refused, with what would be right', async (_, payload, problem) => {
    const before = await service.db.prisma.search.count();
    const response = await submit(payload);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject(problem);
    expect(await service.db.prisma.search.count()).toBe(before);
  });
});

test('a pruned candidate shows where it was stopped, and its document has no measurement of a whole training', async () => {
  const { id } = (await submit({})).json<SearchDetail>();
  const candidateId = await addCandidate(service.db, id, { number: 1, status: 'pruned', result: { accuracy: 0.4, stepTimeMs: 5, reward: 0.4 } });
  await addCandidate(service.db, id, { number: 2, status: 'completed', result: { accuracy: 0.3, stepTimeMs: 5, reward: 0.3 } });
  expect((await service.app.inject(`/v1/candidates/${candidateId}`)).json()).toMatchObject({ status: 'pruned', prunedAtStep: 20, accuracy: 0.4 });
  const document = (await service.app.inject(`/v1/candidates/${candidateId}/export`)).json<CandidateDocument>();
  expect(document).toMatchObject({ measurement: null, provenance: { number: 1 } });
  expect((await service.app.inject(`/v1/searches/${id}/export`)).json<CandidateDocument>()).toMatchObject({ provenance: { number: 2 }, measurement: { accuracy: 0.3 } });
});
