import type { SearchDetail } from '@stride/contracts';
import { newId } from '@stride/storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCandidate, startTestService, type TestService } from '../../../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service?.stop());

async function newSearch(): Promise<SearchDetail> {
  const response = await service.app.inject({ method: 'POST', url: '/v1/searches', payload: { space: 'small', budget: { candidates: 4 } } });
  return response.json();
}

function send(id: string, command: string, payload?: object | string, headers: Record<string, string> = {}) {
  return service.app.inject({ method: 'POST', url: `/v1/searches/${id}/${command}`, headers, ...(payload === undefined ? {} : { payload }) });
}

test('a search is paused, resumed, extended and cancelled, and each answer shows it as it is then', async () => {
  const { id } = await newSearch();
  await service.db.prisma.search.update({ where: { id }, data: { status: 'running', startedAt: new Date(), runningSince: new Date() } });
  await addCandidate(service.db, id, { number: 1, status: 'running' });
  const steps: [command: string, payload: object | undefined, expected: object][] = [
    ['pause', undefined, { status: 'paused', counts: { running: 1 } }],
    ['resume', {}, { status: 'running' }],
    ['extend', { candidates: 20 }, { status: 'running', budget: { candidates: 24, failures: 18 } }],
    ['cancel', undefined, { status: 'cancelled', statusReason: 'cancelled on request', counts: { running: 0, cancelled: 1 } }],
  ];
  for (const [command, payload, expected] of steps) {
    const response = await send(id, command, payload);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ id, ...expected });
    expect((await service.app.inject(`/v1/searches/${id}`)).json()).toMatchObject({ id, ...expected });
  }
});

test('a command needs no body, even where a type is named', async () => {
  const { id } = await newSearch();
  expect((await send(id, 'pause', '', { 'content-type': 'application/json' })).statusCode).toBe(200);
});

test.each(['pause', 'resume', 'cancel'])('%s takes no fields', async (command) => {
  const { id } = await newSearch();
  const response = await send(id, command, { now: true });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code: 'INVALID_REQUEST', issues: [{ path: '/now', message: 'unknown field "now"; no field is expected here' }] });
  expect((await send(id, command, '[1', { 'content-type': 'application/json' })).json()).toMatchObject({ code: 'INVALID_JSON' });
  expect((await send(id, command, 'x', { 'content-type': 'text/plain' })).statusCode).toBe(415);
  expect((await service.app.inject(`/v1/searches/${id}`)).json()).toMatchObject({ status: 'pending' });
});

test.each([
  { payload: {}, code: 'INVALID_REQUEST' },
  { payload: { candidates: 0 }, code: 'INVALID_REQUEST' },
  { payload: { candidates: '4' }, code: 'INVALID_REQUEST' },
  { payload: { candidates: 1.5 }, code: 'INVALID_REQUEST' },
  { payload: { candidates: 1, more: 1 }, code: 'INVALID_REQUEST' },
  { payload: { candidates: 1_000_001 }, code: 'INVALID_REQUEST' },
  { payload: { candidates: 21 }, code: 'BUDGET_IMPOSSIBLE' },
  { payload: '', code: 'BODY_EMPTY' },
])('extend refuses $payload with $code and changes nothing', async ({ payload, code }) => {
  const { id } = await newSearch();
  const response = await send(id, 'extend', payload, { 'content-type': 'application/json' });
  expect(response.json()).toMatchObject({ code });
  expect(response.statusCode).toBeLessThan(500);
  expect((await service.app.inject(`/v1/searches/${id}`)).json()).toMatchObject({ budget: { candidates: 4 } });
});

test('a command that the state does not allow is a conflict that says what is allowed', async () => {
  const { id } = await newSearch();
  const response = await send(id, 'resume');
  expect(response.statusCode).toBe(409);
  expect(response.json()).toMatchObject({ code: 'SEARCH_STATE_CONFLICT', detail: expect.stringContaining('is pending; resume takes a search that is paused') });
});

const UNKNOWN = [newId(), 'nope', '%00', '%F0%9F%98%80', "'%20OR%201=1", '..%2F..', 'x'.repeat(5000)];

test.each(['pause', 'resume', 'cancel', 'extend'])('%s of an unknown search', async (command) => {
  for (const id of UNKNOWN) {
    const response = await send(id, command, command === 'extend' ? { candidates: 1 } : undefined);
    expect(response.json().code).toBe(id === '%00' ? 'INVALID_REQUEST' : 'SEARCH_UNKNOWN');
    expect(response.statusCode).toBe(id === '%00' ? 400 : 404);
  }
});
