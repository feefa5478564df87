import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StrideClient } from '@stride/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSearch } from './find-search.js';

const IDS = ['019a1b2c-0000-7000-8000-000000000003', '019a1b2c-0000-7000-8000-000000000002', '019a0000-0000-7000-8000-000000000001'];

let server: Server;
let stride: StrideClient;
let ids: readonly string[];
/** Two a page. */
beforeEach(async () => {
  ids = IDS;
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const from = Number(searchParams.get('cursor') ?? 0);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items: ids.slice(from, from + 2).map((id) => ({ id, name: `n${id.at(-1)}` })), nextCursor: from + 2 < ids.length ? String(from + 2) : null, total: ids.length }));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  stride = new StrideClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

it.each([['last', IDS[0]], [IDS[1], IDS[1]], ['019a00', IDS[2]], ['019A0000-0', IDS[2]], ['019a1b2c-0000-7000-8000-000000000003', IDS[0]], ['019a1', '019a1'], ['anything', 'anything']])('%s is %s', async (text, id) => {
  expect(await findSearch(stride, text ?? '')).toBe(id);
});

it('says what is wrong with what is none, or several', async () => {
  await expect(findSearch(stride, '019a1b2c')).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/^The ids of 2 searches begin with 019a1b2c: .*3 \(n3\), .*2 \(n2\)\. Give more of it\.$/) as string });
  await expect(findSearch(stride, 'ffffff')).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
  ids = [];
  await expect(findSearch(stride, 'last')).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN', message: 'There is no search yet; stride search submit makes one.' });
});
