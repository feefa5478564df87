import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { architectureHash, costOf, decisionSpaceOf, decodeArchitecture, DEFAULT_OBJECTIVE, type Objective, type SearchSpace } from '@stride/core';
import { hugeSearchSpace } from '@stride/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StrideClient } from '@stride/client';
import { readRecordedSearch } from './simulate-search.js';

const space: SearchSpace = hugeSearchSpace();
const encodings = [0n, 5n, 12_345n, 9_999_999n].map((rank) => decisionSpaceOf(space).encodingAt(rank));
const details = encodings.map((encoding, index) => {
  const architecture = decodeArchitecture(space, encoding);
  return {
    id: `c${index}`, number: index, role: index === 0 ? 'reference' : 'candidate', status: index === 2 ? 'failed' : 'completed', failureReason: index === 2 ? 'OOM' : null,
    architecture, architectureHash: architectureHash(architecture), reward: index === 2 ? null : 0.5 + index / 10, attempts: index === 3 ? 2 : 1,
    startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:01:30.000Z', trainSeconds: index === 2 ? null : 60, timeSeconds: index === 2 ? null : 5,
    curve: index === 2 ? [] : [{ validationAccuracy: 0.4 }, { validationAccuracy: 0.8 }],
  };
});
const lost = { ...details[2], id: 'c4', failureReason: 'LOST' };

let server: Server;
let finishedAt: string | null;
let objective: Objective;
let stride: StrideClient;
beforeEach(async () => {
  finishedAt = '2026-01-01T01:00:00.000Z';
  objective = DEFAULT_OBJECTIVE;
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const detail = details.find(({ id }) => pathname === `/v1/candidates/${id}`);
    if (pathname === '/v1/searches/s1') response.end(JSON.stringify({ id: 's1', name: 'earlier', status: 'running', space, objective, proxyTask: { batchSize: 8, optimizer: 'sgd', emaDecay: 0 }, finishedAt }));
    else if (pathname === '/v1/searches/s1/candidates') response.end(JSON.stringify({ items: [...details, lost], nextCursor: null }));
    else if (detail) response.end(JSON.stringify(detail));
    else response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code: 'SEARCH_UNKNOWN', detail: 'No search has the id x', issues: [] }));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  stride = new StrideClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

it('reads the candidates that tell of whole trainings, with what they took and how they came along', async () => {
  const { recorded, space: decisions } = await readRecordedSearch(stride, 's1');
  expect(recorded.name).toBe('earlier');
  expect(recorded.candidates.map(({ encoding, reward, seconds, curve }) => ({ encoding, reward, seconds, curve }))).toEqual([
    { encoding: encodings[1], reward: 0.6, seconds: 90, curve: [0.5, 1] },
    { encoding: encodings[2], reward: null, seconds: 90, curve: [] },
    // Tried twice: what lies between its beginning and its end is not one training.
    { encoding: encodings[3], reward: 0.8, seconds: 65, curve: [0.5, 1] },
  ]);
  expect(recorded.candidates.every(({ encoding, hash }) => decisions.hashOf(encoding) === hash)).toBe(true);
});

it('waits for a search to end, and knows no other', async () => {
  finishedAt = null;
  await expect(readRecordedSearch(stride, 's1')).rejects.toMatchObject({ code: 'SEARCH_STATE_CONFLICT', message: expect.stringContaining('is running') as string });
  await expect(readRecordedSearch(stride, 'x')).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' });
});

it('keeps to the caps of the search', async () => {
  const params = details.map(({ architecture }) => costOf(architecture).params).sort((a, b) => a - b);
  objective = { ...DEFAULT_OBJECTIVE, caps: { params: params[1] as number } };
  const { space: decisions } = await readRecordedSearch(stride, 's1');
  expect(encodings.filter((encoding) => decisions.hashOf(encoding) !== null)).toHaveLength(2);
});
