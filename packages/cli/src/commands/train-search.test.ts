import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { Train } from '@stride/contracts';
import { linearProgressive, parseArchitecture, TRAINING_RECIPE } from '@stride/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { trainSearch } from './train-search.js';

/** Schedules begin at another size with another total stride. */
const STRIDE_4 = 'input_28x28x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e2_c8_l1 head_c16';
const WIDER = 'input_28x28x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e2_c16_l1 head_c16';
const STRIDE_8 = 'input_28x28x1 classes_10 stem_k3_s2_c8 mbconv_k3_s2_e2_c8_l1 mbconv_k3_s2_e2_c8_l1 head_c16';
const REFERENCE = parseArchitecture(STRIDE_8);

/** The best first. */
let candidates: string[];
let asked: Train[];
let server: Server;
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    if (request.method === 'POST') {
      void json(request).then((body) => {
        asked.push(body as Train);
        response.writeHead(422, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code: 'PROXY_TASK_INVALID', detail: 'enough for this test', issues: [] }));
      });
    } else if (request.url === '/v1/searches/s1') {
      response.end(JSON.stringify({ id: 's1', name: 'search', dataset: 'fashion-mnist', space: { reference: REFERENCE }, reference: null }));
    } else {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost');
      const items = candidates.map((architectureText, index) => ({ id: `c${index + 1}`, number: index + 1, architectureText, reward: 1 - index / 10 }));
      response.end(JSON.stringify({ items: items.slice(0, Number(searchParams.get('limit'))), nextCursor: null }));
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  vi.stubEnv('STRIDE_PORT', String((server.address() as AddressInfo).port));
  vi.stubEnv('STRIDE_HOST', '127.0.0.1');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

const train = (options: Partial<Parameters<typeof trainSearch>[0]>) => trainSearch({ search: 's1', top: undefined, candidate: undefined, json: false, ...options });
const answered = { code: 'PROXY_TASK_INVALID' };
const scheduleOf = (text: string) => linearProgressive(parseArchitecture(text), TRAINING_RECIPE);

it('leaves the choice of the best to the service', async () => {
  candidates = [STRIDE_4];
  await expect(train({ top: 3, epochs: 5 })).rejects.toMatchObject(answered);
  expect(asked).toEqual([{ top: 3, task: { epochs: 5 } }]);
});

it('makes a schedule for the candidates that are trained, not for the reference of their space', async () => {
  candidates = [STRIDE_4, WIDER, STRIDE_8];
  expect(scheduleOf(STRIDE_4)).not.toEqual(linearProgressive(REFERENCE, TRAINING_RECIPE));
  await expect(train({ top: 2, progressive: 'linear' })).rejects.toMatchObject(answered);
  await expect(train({ progressive: 'linear' })).rejects.toMatchObject(answered);
  await expect(train({ candidate: 3, progressive: 'linear' })).rejects.toMatchObject(answered);
  expect(asked).toEqual([
    { candidateIds: ['c1', 'c2'], task: { progressive: scheduleOf(STRIDE_4) } },
    { candidateIds: ['c1'], task: { progressive: scheduleOf(STRIDE_4) } },
    { candidateIds: ['c3'], task: { progressive: scheduleOf(STRIDE_8) } },
  ]);
});

it('refuses one schedule for networks that want several, unless it is said in full', async () => {
  candidates = [STRIDE_4, WIDER, STRIDE_8];
  await expect(train({ top: 3, progressive: 'linear' })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/candidate #3 than for #1; say stages=N and size=PIXELS/) as string });
  expect(asked).toEqual([]);
  await expect(train({ top: 3, progressive: 'linear,stages=3,size=16' })).rejects.toMatchObject(answered);
  expect(asked[0]).toMatchObject({ candidateIds: ['c1', 'c2', 'c3'], task: { progressive: { kind: 'linear', stages: 3, from: { imageSize: 16 } } } });
});

it('lets the service refuse a number that it does not take, and a search without any result', async () => {
  candidates = [];
  for (const top of [0, 101, 2]) await expect(train({ top, progressive: 'linear' })).rejects.toMatchObject(answered);
  expect(asked.map(({ top }) => top)).toEqual([0, 101, 2]);
});

it('takes one candidate or the best so many', async () => {
  await expect(train({ top: 2, candidate: 3 })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('exclude each other') as string });
});
